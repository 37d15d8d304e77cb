import { beforeAll, describe, expect, test } from 'vitest'
import { may, type Permission, permissions } from '../../../server/accounts/permissions.rules.ts'
import type { Role } from '../../../shared/accounts.ts'
import { startApp, type TestApp } from '../../support/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startApp()
})

const asOfficer = (role: Role) =>
  ({
    kind: 'officer',
    officerId: 1,
    name: '',
    role,
    departmentId: null,
    sessionHash: Buffer.alloc(0),
    recheckedUntil: null,
  }) as const
const resident = { kind: 'resident' } as Parameters<typeof may>[0]
const callers = {
  visitor: { kind: 'visitor' },
  resident,
  communication: asOfficer('communication'),
  department: asOfficer('department'),
  mayor: asOfficer('mayor'),
  administrator: asOfficer('administrator'),
} as const satisfies Record<string, Parameters<typeof may>[0]>

describe('the table of permissions', () => {
  const whoMay = (permission: Permission) =>
    Object.entries(callers).flatMap(([name, caller]) => (may(caller, permission) ? [name] : []))

  test('gives residents nothing of the desk, officers nothing of residents', () => {
    for (const permission of Object.keys(permissions) as Permission[]) {
      const who = whoMay(permission)
      if (permission.startsWith('desk.')) expect(who).not.toContain('resident')
      if (/^(petition|account)\./.test(permission) && !who.includes('visitor'))
        expect(who).toEqual(['resident'])
    }
  })

  test.each([
    ['desk.settings', ['administrator']],
    ['desk.officers', ['administrator']],
    ['desk.audit', ['administrator']],
    ['desk.petition.decide', ['communication']],
    ['desk.answer.approve', ['communication', 'department', 'mayor']],
    ['desk.petition.read', ['communication', 'department', 'mayor']],
  ] as const)('%s is for %j', (permission, who) => {
    expect(whoMay(permission)).toEqual(who)
  })
})

/** Every route of the running site, from the router itself. */
function routes(): { method: string; path: string }[] {
  const lines = app.site.app.printRoutes({ commonPrefix: false }).split('\n')
  const at: string[] = []
  return lines.flatMap((line) => {
    const found = /^([│ ]*)[├└]── (\S*) ?(?:\(([A-Z, ]+)\))?/u.exec(line)
    if (!found) return []
    const depth = found[1]!.length / 4
    at.length = depth
    at[depth] = found[2]!
    const path = at.join('')
    return (found[3] ?? '').split(', ').flatMap((method) => (method ? [{ method, path }] : []))
  })
}

describe('who is not signed in', () => {
  test('gets into no route of the desk and of one’s own but its doors', async () => {
    const doors = /^\/(api\/)?desk\/(sign-in|sign-out|sessions|invitations\/:token)$/
    const closed = routes().filter(
      ({ method, path }) =>
        /^\/(api\/)?(desk|me)(\/|$)/.test(path) &&
        !doors.test(path) &&
        method !== 'HEAD' &&
        method !== 'OPTIONS',
    )
    expect(closed.length).toBeGreaterThan(30)
    const open: string[] = []
    for (const { method, path } of closed) {
      const { status, headers } = await app.api(
        method,
        path.replace(/:\w+(\([^)]*\))?/g, '1').replace('*', 'x'),
      )
      const led = status === 303 && /sign-in/.test(headers.get('location') ?? '')
      if (status !== 401 && !led) open.push(`${method} ${path}: ${status}`)
    }
    expect(open).toEqual([])
  })
})
