import { expect, test } from 'vitest'
import { openEndorser } from '../../../server/petitions/endorsing/endorser.ts'
import { sessions } from '../../../server/accounts/accounts.tables.ts'
import { sha256 } from '../../../server/platform/secrets.ts'
import { startApp } from '../../support/app.ts'
import { inParallel } from '../../support/parallel.ts'
import { aCase } from './answering.ts'
import { countsOf } from './fixtures.ts'

const now = new Date('2026-12-05T05:00:00Z')
const app = await startApp({ now })
const { sql, db } = app.deps

const endorse = (number: string, cookie: string) =>
  app.api('POST', `/api/petitions/${number}/endorsements`, undefined, { cookie })

test('200 people who endorse at once while the total crosses 1,000 establish once, and everyone concerned is told once', async () => {
  const author = await app.as.resident()
  const mayor = await app.as.officer('mayor')
  const made = await aCase(app, { total: 900 })
  await sql`update petitions set author_id = ${author.personId} where id = ${made.id}`
  const follower = await app.as.resident()
  await sql`insert into subscriptions (petition_id, person_id, on_answer, on_established, on_commitment)
    values (${made.id}, ${follower.personId}, false, true, false)`
  const people: { cookie: string }[] = []
  await inParallel(Array.from({ length: 200 }), 20, async () => void people.push(await app.as.resident()))

  const replies = await Promise.all(people.map(({ cookie }) => endorse(made.number, cookie)))
  expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 200 }, () => 201))
  expect(await countsOf(sql, made.id)).toMatchObject({
    total: 1100,
    standing: 200,
    establishments: 1,
    jobs: 1,
  })
  // Everyone who was told that it is established was told so from the thousandth on.
  for (const { body } of replies) if (body.total >= 1000) expect(body.established).toBe(true)

  await Promise.all([app.settle(), app.settle()])
  for (const { email } of [author, follower]) expect(await app.mails(email)).toHaveLength(1)
  const told = (await app.mails(mayor.email)).filter(({ text }) => text.includes(made.number))
  expect(told).toHaveLength(1)
}, 120_000)

test('one person on fifty connections, in two sessions, is one row and is told so by all of them', async () => {
  const made = await aCase(app)
  const person = await app.as.resident()
  const second = `second-session-${made.number}`
  const at = app.deps.machineNow()
  await db.insert(sessions).values({
    personId: person.personId,
    idHash: sha256(second),
    device: 'another device',
    createdAt: at,
    lastSeenAt: at,
    expiresAt: new Date(at.getTime() + 3_600_000),
  })
  const replies = await Promise.all(
    Array.from({ length: 50 }, (_, i) => endorse(made.number, i % 2 ? person.cookie : `sid=${second}`)),
  )
  const statuses = replies.map(({ status }) => status)
  expect(statuses.filter((status) => status === 201)).toHaveLength(1)
  expect(statuses.filter((status) => status === 200)).toHaveLength(49)
  for (const { body } of replies) expect(body).toMatchObject({ endorsed: true, total: 1 })
  expect(await countsOf(sql, made.id)).toMatchObject({ total: 1, rows: 1, standing: 1 })
})

/** Every order in which two sessions can do what each does in turn. */
function interleavings<T>(one: T[], other: T[]): { by: 0 | 1; act: T }[][] {
  if (one.length === 0) return [other.map((act) => ({ by: 1, act }))]
  if (other.length === 0) return [one.map((act) => ({ by: 0, act }))]
  return [
    ...interleavings(one.slice(1), other).map((rest) => [{ by: 0 as const, act: one[0]! }, ...rest]),
    ...interleavings(one, other.slice(1)).map((rest) => [{ by: 1 as const, act: other[0]! }, ...rest]),
  ]
}

test('endorsing, taking back and endorsing again in two sessions ends as it must, in each of the twenty orders', async () => {
  const acts = ['endorse', 'withdraw', 'endorse'] as const
  const orders = interleavings([...acts], [...acts])
  expect(orders).toHaveLength(20)
  const writer = openEndorser(app.deps)
  const personKey = Buffer.alloc(32, 7)
  for (const order of orders) {
    const { id } = await aCase(app)
    const asked = { petitionId: id, personKey, dong: null, level: 0, receivedAt: now }
    // None waits for the one before: they meet in the queue, in one write or several.
    const outcomes = await Promise.all(order.map(({ act }) => writer[act](asked)))
    let stands = false
    let rows = 0
    const expected = order.map(({ act }) => {
      const before = stands
      stands = act === 'endorse'
      if (act === 'endorse' && !before) rows += 1
      if (act === 'endorse') return before ? 'already' : 'new'
      return before ? 'withdrawn' : 'nothing'
    })
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(expected)
    expect(await countsOf(sql, id)).toMatchObject({ total: stands ? 1 : 0, standing: stands ? 1 : 0, rows })
  }
})
