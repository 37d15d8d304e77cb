import { describe, expect, test } from 'vitest'
import { establishments } from '../../../server/petitions/petitions.tables.ts'
import { startApp } from '../../support/app.ts'
import { aReceived, atTheDesk, departmentId } from './desk-fixtures.ts'

const app = await startApp({ now: new Date('2026-11-24T03:00:00Z') })
const { db } = app.deps
const { safety, decide, publish } = await atTheDesk(app)

describe('who sees what', () => {
  test('a department only what is assigned to it, the mayor’s office what was established, residents nothing', async () => {
    const [mine, others, established] = [await aReceived(app), await aReceived(app), await aReceived(app)]
    await publish(mine.number)
    await decide(others.number, 'publication', { department: await departmentId(app, 'roads') })
    await decide(established.number, 'publication', { department: await departmentId(app, 'roads') })
    await db
      .insert(establishments)
      .values({ petitionId: established.id, at: app.deps.now(), total: 1000, threshold: 1000 })
    const department = await app.as.officer('department', { department: 'urban-safety' })
    const mayor = await app.as.officer('mayor')
    const administrator = await app.as.officer('administrator')
    const resident = await app.as.resident()
    const sees = async ({ cookie }: { cookie: string }, number: string) =>
      (await app.api('GET', `/api/desk/petitions/${number}`, undefined, { cookie })).status
    const listed = async ({ cookie }: { cookie: string }) =>
      (await app.api('GET', '/api/desk/petitions?tab=all&limit=100', undefined, { cookie })).body.items.map(
        (item: { number: string }) => item.number,
      ) as string[]

    expect([await sees(department, mine.number), await sees(department, others.number)]).toEqual([200, 403])
    expect(await listed(department)).toContain(mine.number)
    expect(await listed(department)).not.toContain(others.number)
    expect([await sees(mayor, established.number), await sees(mayor, mine.number)]).toEqual([200, 403])
    expect(await listed(mayor)).toEqual([established.number])
    expect(await sees(administrator, mine.number)).toBe(403)
    expect(await sees(resident, mine.number)).toBe(403)
    expect((await app.api('GET', '/api/desk/petitions')).status).toBe(401)
    expect((await decide(mine.number, 'hiding', { reason: '까닭' }, department.cookie)).status).toBe(403)
    expect(
      (
        await decide(
          others.number,
          'department',
          { department: safety, reason: '우리 일' },
          department.cookie,
        )
      ).status,
    ).toBe(403)
    const roads = await departmentId(app, 'roads')
    expect(
      (await decide(mine.number, 'department', { department: roads, reason: '도로과 일' }, department.cookie))
        .status,
    ).toBe(200)
    expect(await sees(department, mine.number)).toBe(403)
  })

  test('an officer of no department sees nothing', async () => {
    const nobody = await app.as.officer('department')
    await app.deps.sql`update officers set department_id = null where id = ${nobody.officerId}`
    const { body } = await app.api('GET', '/api/desk/petitions?tab=all', undefined, nobody)
    expect(body).toMatchObject({ items: [], total: 0 })
  })
})

describe('the queue', () => {
  test('shows what is late first, pages by cursor, and finds by number and title', async () => {
    const queue = await startApp({ now: new Date('2026-11-24T03:00:00Z') })
    const team = await queue.as.officer('communication')
    const list = async (query: string) =>
      (await queue.api('GET', `/api/desk/petitions?${query}`, undefined, team)).body
    const days = [5, -2, 3, 0, 8]
    const made: string[] = []
    for (const day of days) {
      const reviewDueAt = new Date(Date.parse('2026-11-24T15:00:00Z') + day * 86_400_000)
      made.push((await aReceived(queue, { reviewDueAt, title: `100% 전기차_충전소 ${day}` })).number)
    }
    const inOrder = [1, 3, 2, 0, 4].map((at) => made[at])
    const first = await list('tab=review&limit=2')
    expect(first).toMatchObject({ total: 5, next: expect.any(String) })
    const second = await list(`tab=review&limit=2&after=${first.next}`)
    const third = await list(`tab=review&limit=2&after=${second.next}`)
    expect(third.next).toBeNull()
    expect(
      [first, second, third].flatMap(({ items }) => items.map((item: { number: string }) => item.number)),
    ).toEqual(inOrder)
    expect(first.items[0].due).toEqual({ what: 'review', at: '2026-11-22T15:00:00.000Z' })
    expect((await list(`tab=all&q=${made[2]!.slice(-3)}`)).items).toHaveLength(1)
    expect((await list(`tab=all&q=${encodeURIComponent('100% 전기차_')}`)).total).toBe(5)
    expect((await list(`tab=all&q=${encodeURIComponent('100_ 전기')}`)).total).toBe(0)
    expect((await list('tab=review&after=nonsense')).items).toHaveLength(5)
    expect((await queue.api('GET', '/api/desk/petitions?tab=none', undefined, team)).status).toBe(422)
  })
})
