import { beforeAll, describe, expect, test } from 'vitest'
import { openFollowUp } from '../../../server/followups/follow-ups.actions.ts'
import { followUpsOf } from '../../../server/followups/follow-ups.queries.ts'
import { followUpListeners, followUpMoves, followUps } from '../../../server/followups/follow-ups.tables.ts'
import { changePublic } from '../../../server/platform/render/drops.ts'
import { departmentsOn } from '../../../server/settings/settings.queries.ts'
import type { NewFollowUp } from '../../../shared/follow-ups.ts'
import { eq } from 'drizzle-orm'
import { startApp, type TestApp } from '../../support/app.ts'

let app: TestApp
let departmentId: number
beforeAll(async () => {
  app = await startApp({ now: new Date('2026-11-24T01:00:00Z') })
  departmentId = (await departmentsOn(app.deps.db, '2026-11-24'))[0]!.id
})

const promise = (sourceId: number, more: Partial<NewFollowUp> = {}): NewFollowUp => ({
  source: 'opinion',
  sourceId,
  text: '골목 가로등을 LED로 바꾸겠습니다',
  departmentId,
  dong: 'yeoui',
  promisedAt: new Date('2026-11-23T05:00:00Z'),
  dueAt: new Date('2026-12-31T15:00:00Z'),
  listeners: [],
  ...more,
})
const open = (what: NewFollowUp) =>
  changePublic(app.deps, (tx) => openFollowUp(app.deps, tx, what, { kind: 'system' }))
const listenersOf = (id: number) =>
  app.deps.db.select().from(followUpListeners).where(eq(followUpListeners.followUpId, id))

describe('a promise that is written into the ledger', () => {
  test('has the next number of the year, is received, and its first move says since when', async () => {
    const first = await open(promise(1))
    const second = await open(promise(2))
    expect(first.number).toMatch(/^2026-\d{4}$/)
    expect(Number(second.number.slice(5))).toBe(Number(first.number.slice(5)) + 1)
    const [card] = await app.deps.db.select().from(followUps).where(eq(followUps.id, first.id))
    expect(card).toMatchObject({ state: 'received', version: 1, firstDueAt: card!.dueAt })
    const moves = await app.deps.db.select().from(followUpMoves).where(eq(followUpMoves.followUpId, first.id))
    expect(moves).toMatchObject([{ act: 'open', toState: 'received', at: new Date('2026-11-23T05:00:00Z') }])
  })

  test('opened twice at once is one card, and leaves no gap in the numbers', async () => {
    const twice = await Promise.all(Array.from({ length: 4 }, () => open(promise(3))))
    expect(new Set(twice.map(({ number }) => number)).size).toBe(1)
    const next = await open(promise(4))
    expect(Number(next.number.slice(5))).toBe(Number(twice[0]!.number.slice(5)) + 1)
    const found = await followUpsOf(app.deps.db, 'opinion', [3, 4, 99])
    expect([...found.keys()].toSorted()).toEqual([3, 4])
    expect(found.get(3)).toMatchObject({ number: twice[0]!.number, state: 'received' })
  })

  test('is heard of once by each who asked, however their number is written', async () => {
    const { id } = await open(
      promise(5, {
        listeners: [
          { contact: '010-1234-5678', lang: 'ko' },
          { contact: '+82 10 1234 5678', lang: 'ko' },
          { contact: 'minji@example.kr', lang: 'en' },
          { contact: '  ', lang: 'ko' },
        ],
      }),
    )
    await open(promise(5, { listeners: [{ contact: 'Minji@Example.kr', lang: 'en' }] }))
    const rows = await listenersOf(id)
    expect(rows).toHaveLength(2)
    const sealed = rows.map(({ sealedContact }) => sealedContact!.toString('latin1'))
    expect(sealed.join()).not.toContain('example')
    // 15 days after it was said, first day not counted; 8 December is a Tuesday.
    expect(rows[0]!.tellBy).toEqual(new Date('2026-12-08T15:00:00Z'))
  })
})
