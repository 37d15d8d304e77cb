import { describe, expect, test } from 'vitest'
import { visits } from '../../../server/townhalls/door/door.tables.ts'
import { members } from '../../../server/townhalls/seats/registrations.tables.ts'
import { reshape, shareOut } from '../../../shared/town-halls.form.ts'
import { startApp } from '../../support/app.ts'
import { anOpenHall, newcomer, openNow } from './seats.fixtures.ts'

const app = await startApp({ now: openNow })
const { cookie } = await app.as.officer('communication')
const numbersOf = async (id: number) =>
  (await app.api('GET', `/api/desk/town-halls/${id}/numbers`, undefined, { cookie })).body

describe('numbers of a town hall', () => {
  test('count people, by state, dong, mode and kind, each where its limit stands', async () => {
    const hall = await anOpenHall(app, {
      form: 'hybrid',
      limits: [
        ['total', '', 4],
        ['dong', 'yeoui', 2],
        ['mode', 'online', 5],
      ],
    })
    await newcomer(app, hall, { people: 2, dong: 'yeoui', needs: ['wheelchair'] })
    await newcomer(app, hall, { dong: 'yeoui' })
    await newcomer(app, hall, { dong: 'mullae', mode: 'online', kind: 'proposer' })
    const { counts, sittings } = await numbersOf(hall.id)
    expect(counts).toEqual({ applied: 0, waiting: 1, offered: 0, confirmed: 3, come: 0 })
    expect(sittings[0].limits).toEqual([
      { kind: 'total', key: '', seats: 4, held: 3, over: 0 },
      { kind: 'dong', key: 'yeoui', seats: 2, held: 2, over: 0 },
      { kind: 'mode', key: 'online', seats: 5, held: 1, over: 0 },
    ])
    expect(sittings[0].byDong).toMatchObject([
      { key: 'mullae', confirmed: 1, waiting: 0 },
      { key: 'yeoui', confirmed: 2, waiting: 1 },
    ])
    expect(sittings[0].byMode).toMatchObject([
      { key: 'in-person', confirmed: 2 },
      { key: 'online', confirmed: 1 },
    ])
    expect(sittings[0].byKind).toMatchObject([
      { key: 'proposer', confirmed: 1 },
      { key: 'resident', confirmed: 2 },
    ])
  })

  test('count who came once, however often they went out and in, and who is inside', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 3]] })
    await newcomer(app, hall, { people: 2 })
    const people = (await app.deps.db.select().from(members)).slice(-2)
    const at = (minutes: number) => new Date(openNow.getTime() + minutes * 60_000)
    const visit = (memberId: number, from: number, until: number | null) => ({
      sittingId: hall.sittingId,
      memberId,
      enteredAt: at(from),
      leftAt: until === null ? null : at(until),
    })
    await app.deps.db
      .insert(visits)
      .values([visit(people[0]!.id, 0, 10), visit(people[0]!.id, 20, null), visit(people[1]!.id, 0, 5)])
    const { counts, inside } = await numbersOf(hall.id)
    expect(counts).toMatchObject({ confirmed: 2, come: 2 })
    expect(inside).toBe(1)
  })

  test('are the same on the page, in the list, and in the file', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 1]] })
    await newcomer(app, hall)
    await newcomer(app, hall)
    const { at: _at, ...live } = await numbersOf(hall.id)
    const file = await app.api('GET', `/desk/town-halls/${hall.id}/numbers.json`, undefined, { cookie })
    expect(file.body).toMatchObject(live)
    const { body } = await app.api('GET', '/api/desk/town-halls', undefined, { cookie })
    expect(body.items.find(({ id }: { id: number }) => id === hall.id)).toMatchObject({
      seats: 1,
      confirmed: 1,
      waiting: 1,
    })
  })

  test('of an empty town hall are zero', async () => {
    const hall = await anOpenHall(app)
    expect((await numbersOf(hall.id)).counts).toEqual({
      applied: 0,
      waiting: 0,
      offered: 0,
      confirmed: 0,
      come: 0,
    })
  })
})

describe('sharing seats among dongs', () => {
  test.each([
    ['evenly, the rest to the first', 10, [1, 1, 1], [4, 3, 3]],
    ['in proportion, the rest to the largest remainder', 10, [5, 3, 1], [6, 3, 1]],
    ['nothing to share', 0, [2, 1], [0, 0]],
    ['no weight at all counts as alike', 4, [0, 0], [2, 2]],
  ])('%s', (_how, seats, weights, given) => {
    expect(shareOut(seats, weights)).toEqual(given)
  })

  test('gives away all seats, whatever the weights', () => {
    for (let seats = 0; seats < 60; seats += 7) {
      const weights = Array.from({ length: 18 }, (_, at) => (at * 7919) % 101)
      expect(shareOut(seats, weights).reduce((a, b) => a + b, 0)).toBe(seats)
    }
  })

  test('leaves the form as it is where a button says nonsense', () => {
    for (const act of ['', 'add', 'add:table', 'remove:sitting:x', 'split:a:b', 'drop:sitting:0'])
      expect(reshape({ titleKo: 'a' }, act, [])).toBeNull()
  })
})
