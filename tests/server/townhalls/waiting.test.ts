import { describe, expect, test } from 'vitest'
import { cancelParty } from '../../../server/townhalls/seats/changing.actions.ts'
import { openDatabase } from '../../../server/platform/db/database.ts'
import { acceptOffer, declineOffer, offerOf } from '../../../server/townhalls/seats/offers.actions.ts'
import { settleSeats, underLock } from '../../../server/townhalls/seats/waiting.actions.ts'
import { startApp } from '../../support/app.ts'
import { testSecret } from '../../support/database.ts'
import { atEndOfFile } from '../../support/lifetime.ts'
import {
  anOpenHall,
  gathered,
  type Hall,
  newcomer,
  openNow,
  registerAs,
  seatedIn,
  startsAt,
  statesOf,
} from './seats.fixtures.ts'

const site = await startApp({ now: openNow })
const { sql } = site.deps
const later = (hours: number) => new Date(openNow.getTime() + hours * 3_600_000)
const statesIn = async (hall: Hall) => (await statesOf(site, hall.sittingId)).map(({ state }) => state)

/** The token of the newest offer in someone's mail. */
async function tokenOf(email: string): Promise<string> {
  const mails = await site.mails(email)
  const text = mails.find((mail) => mail.text.includes('/offers/'))!.text
  return /\/offers\/([\w-]+)/.exec(text)![1]!
}

describe('a freed seat', () => {
  test('is offered to the first whom it suits, in the transaction that frees it', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, {
      limits: [
        ['total', '', 2],
        ['dong', 'mullae', 1],
      ],
    })
    const first = await newcomer(site, hall, { dong: 'mullae' })
    const second = await newcomer(site, hall)
    const family = await newcomer(site, hall, { people: 3 })
    const mullae = await newcomer(site, hall, { dong: 'mullae' })
    const single = await newcomer(site, hall)
    expect(mullae.answer.body.lacking.map(({ kind }: { kind: string }) => kind)).toEqual(['total', 'dong'])

    expect((await second.cancel()).body).toMatchObject({ state: 'cancelled' })
    expect(await statesIn(hall)).toEqual(['confirmed', 'cancelled', 'waiting', 'waiting', 'offered'])
    // Those passed over keep their place and see why.
    expect(await family.mine()).toMatchObject({ position: 1, lacking: [{ kind: 'total', key: '' }] })
    expect(await mullae.mine()).toMatchObject({ position: 2 })
    const offered = await single.mine()
    expect(offered).toMatchObject({ state: 'offered', offerExpiresAt: later(24).toISOString() })
    const [mail] = await site.mails(single.email)
    expect(mail!.subject).toContain('자리가 났습니다')
    expect(mail!.text).toContain(`${site.url}/town-halls/${hall.id}/offers/`)

    expect((await single.accept()).body).toMatchObject({ state: 'confirmed' })
    // Twice is once, and what is taken cannot be declined any more.
    expect((await single.accept()).status).toBe(200)
    expect((await single.decline()).body.code).toBe('offer-gone')
    expect((await family.accept()).body.code).toBe('no-offer')
    expect((await first.cancel()).status).toBe(200)
    expect((await mullae.mine()).state).toBe('offered')
  })

  test('goes to the next when it is declined or nobody answers in time', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, { limits: [['total', '', 1]] })
    const holder = await newcomer(site, hall)
    const [one, two, three] = [
      await newcomer(site, hall),
      await newcomer(site, hall),
      await newcomer(site, hall),
    ]
    await holder.cancel()
    expect((await one.decline()).body).toMatchObject({ state: 'declined', offerExpiresAt: null })
    expect(await statesIn(hall)).toEqual(['cancelled', 'declined', 'offered', 'waiting'])
    site.setNow(later(24))
    expect((await two.accept()).body.code).toBe('offer-gone')
    await site.settle()
    expect(await statesIn(hall)).toEqual(['cancelled', 'declined', 'expired', 'offered'])
    expect((await site.mails(two.email))[0]!.subject).toContain('기한이 지나')
    // Who left the list may register again, at its end.
    site.setNow(openNow)
    const again = await registerAs(site, hall, two.cookie)
    expect([again.status, again.body.state, again.body.position]).toEqual([201, 'waiting', 1])
    expect((await three.mine()).state).toBe('offered')
  })

  test('is taken by the link alone, which nobody can guess', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, { limits: [['total', '', 1]] })
    const holder = await newcomer(site, hall)
    const next = await newcomer(site, hall, { people: 1 })
    await holder.cancel()
    const token = await tokenOf(next.email)
    expect(await offerOf(site.deps, token)).toMatchObject({ open: true, reply: { state: 'offered' } })
    await expect(offerOf(site.deps, `${token}x`)).rejects.toMatchObject({ code: 'not-found' })
    expect(await acceptOffer(site.deps, { token })).toMatchObject({ state: 'confirmed' })
    expect(await offerOf(site.deps, token)).toMatchObject({ open: false })
    await expect(declineOffer(site.deps, { token })).rejects.toMatchObject({ code: 'offer-gone' })
  })

  test('is not offered for a town hall that was cancelled, nor after the beginning', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, { limits: [['total', '', 1]] })
    const holder = await newcomer(site, hall)
    await newcomer(site, hall)
    site.setNow(new Date(startsAt.getTime() - 1))
    const late = await anOpenHall(site, { limits: [['total', '', 1]] })
    site.setNow(startsAt)
    expect((await holder.cancel()).body.code).toBe('sitting-begun')
    await site.settle()
    expect(await statesIn(hall)).toEqual(['confirmed', 'waiting'])
    expect(await statesIn(late)).toEqual([])
  })
})

describe('races', () => {
  test('an offer accepted while it expires, also by another process, ends in one way, as everyone is told', async () => {
    const another = await openDatabase({ ownerUrl: site.ownerUrl, secret: testSecret, log: () => {}, max: 3 })
    atEndOfFile(() => another.close())
    const there = { ...site.deps, db: another.db, sql: another.sql }
    for (let round = 0; round < 12; round += 1) {
      site.setNow(openNow)
      const hall = await anOpenHall(site, { limits: [['total', '', 1]] })
      const holder = await newcomer(site, hall)
      const one = await newcomer(site, hall)
      await newcomer(site, hall)
      await holder.cancel()
      const token = await tokenOf(one.email)
      const answers = (deps: typeof site.deps) => [
        acceptOffer(deps, { token }),
        declineOffer(deps, { token }),
      ]
      // What a sweep does for each sitting, without its search for them, so that it comes early as often as late.
      const settle = (deps: typeof site.deps) =>
        underLock(deps, hall.sittingId, later(24), (tx, scene) => settleSeats(deps, tx, scene))
      const sweep = () => [settle(site.deps), settle(there)]
      const ask = () => (site.setNow(later(23.999)), [...answers(site.deps), ...answers(there)])
      // The sweep comes first, or after as many looks at the database as the round says: either side may win.
      const early = round % 4 === 0 ? sweep() : []
      const asked = ask()
      for (let looks = 1; looks < round % 4; looks += 1) await there.sql`select 1`
      const swept = round % 4 === 0 ? early : sweep()
      const said = await Promise.allSettled(asked)
      await Promise.all(swept)
      const told = said.map((answer) =>
        answer.status === 'fulfilled'
          ? (answer.value as { state: string }).state
          : (answer.reason as { code: string }).code,
      )
      const states = await statesIn(hall)
      const state = states[1]!
      expect(['confirmed', 'declined', 'expired']).toContain(state)
      const [accepted, declined] = [
        told.filter((_, at) => at % 2 === 0),
        told.filter((_, at) => at % 2 === 1),
      ]
      for (const answer of accepted) expect(answer).toBe(state === 'confirmed' ? 'confirmed' : 'offer-gone')
      for (const answer of declined) expect(answer).toBe(state === 'declined' ? 'declined' : 'offer-gone')
      // Whoever lost is told so, and the seat is with exactly one.
      expect(states[2]).toBe(state === 'confirmed' ? 'waiting' : 'offered')
      expect(await seatedIn(site, hall.sittingId)).toBe(1)
    }
  })

  test('many cancel, decline and accept at once: never more seats than there are, never one left over', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, { limits: [['total', '', 12]] })
    const crowd = await gathered(Array.from({ length: 40 }), 10, () => newcomer(site, hall))
    await gathered(crowd, 20, async (one, at) => at % 2 && one.cancel())
    for (let round = 0; round < 3; round += 1)
      await gathered(crowd, 20, (one, at) => (at % 3 ? one.accept() : one.decline()))
    expect(await seatedIn(site, hall.sittingId)).toBe(12)
    const states = await statesIn(hall)
    const left = states.filter((state) => state === 'cancelled' || state === 'declined')
    expect(states.filter((state) => state === 'waiting')).toHaveLength(40 - 12 - left.length)
  })

  test('cancelling twice at once frees the seat once', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, { limits: [['total', '', 1]] })
    const holder = await newcomer(site, hall)
    await newcomer(site, hall)
    await newcomer(site, hall)
    const answers = await Promise.all([holder.cancel(), holder.cancel(), holder.cancel()])
    expect(answers.map(({ body }) => body.state)).toEqual(['cancelled', 'cancelled', 'cancelled'])
    expect(await statesIn(hall)).toEqual(['cancelled', 'offered', 'waiting'])
  })
})

describe('changing', () => {
  const member = (name: string, id?: number) => ({ name, needs: [], ...(id && { id }) })
  const memberIds = async (hall: Hall) =>
    (
      await sql`select m.id::int as id, m.code from members m join parties p on p.id = m.party_id
        where p.sitting_id = ${hall.sittingId} order by p.id, m.position`
    ).map(({ id, code }) => ({ id: id as number, code: code as string }))

  test('to fewer people keeps the tickets of those who stay and offers the seat', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, { limits: [['total', '', 2]] })
    const pair = await newcomer(site, hall, { people: 2 })
    const next = await newcomer(site, hall)
    const [first, second] = await memberIds(hall)
    const answer = await pair.change({
      mode: 'in-person',
      dong: 'yeoui',
      members: [member('남는 이', second!.id)],
    })
    expect(answer.body).toMatchObject({ state: 'confirmed', people: 1 })
    expect((await next.mine()).state).toBe('offered')
    const [stays] = await memberIds(hall)
    expect(stays).toEqual(second)
    expect(stays).not.toEqual(first)
  })

  test('to more people is refused with what is lacking, and nothing is changed', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, {
      limits: [
        ['total', '', 2],
        ['dong', 'yeoui', 1],
      ],
    })
    const one = await newcomer(site, hall)
    const [me] = await memberIds(hall)
    const answer = await one.change({
      mode: 'in-person',
      dong: 'yeoui',
      members: [member('나', me!.id), member('친구')],
    })
    expect([answer.status, answer.body.code]).toEqual([409, 'no-room'])
    expect(answer.body.detail).toContain('여의동 자리')
    expect(await one.mine()).toMatchObject({ state: 'confirmed', people: 1 })
    const more = await one.change({
      mode: 'in-person',
      dong: 'mullae',
      members: [member('나', me!.id), member('친구')],
    })
    expect(more.body).toMatchObject({ state: 'confirmed', people: 2 })
  })

  test("cannot take someone else's ticket over", async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site)
    await newcomer(site, hall)
    const [other] = await memberIds(hall)
    const one = await newcomer(site, hall)
    const answer = await one.change({ mode: 'in-person', dong: 'yeoui', members: [member('남', other!.id)] })
    expect([answer.status, answer.body.code]).toEqual([422, 'member-unknown'])
  })

  test('a waiting party keeps its place, whatever it changes', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, { limits: [['total', '', 1]] })
    await newcomer(site, hall)
    const family = await newcomer(site, hall, { people: 2 })
    await newcomer(site, hall)
    const answer = await family.change({ mode: 'in-person', dong: 'yeoui', members: [member('혼자')] })
    expect(answer.body).toMatchObject({ state: 'waiting', position: 1, people: 1 })
  })

  test('is for those who have a registration', async () => {
    const hall = await anOpenHall(site)
    const { cookie } = await site.as.resident()
    const path = `/api/town-halls/${hall.id}/registrations/mine`
    const body = { mode: 'in-person', members: [member('나')] }
    expect((await site.api('PUT', path, body, { cookie })).status).toBe(404)
    expect((await site.api('DELETE', path, undefined, { cookie })).status).toBe(404)
    expect((await site.api('GET', path, undefined, { cookie })).status).toBe(404)
    expect((await site.api('GET', path)).status).toBe(401)
  })
})

describe('the office', () => {
  test('ends a registration only with a reason, which the party reads', async () => {
    site.setNow(openNow)
    const officer = await site.as.officer('communication')
    const hall = await anOpenHall(site, { limits: [['total', '', 1]] })
    const holder = await newcomer(site, hall)
    const next = await newcomer(site, hall)
    const who = { kind: 'officer', officerId: officer.officerId } as never
    const { id } = holder.answer.body
    await expect(cancelParty(site.deps, who, id, ' ')).rejects.toMatchObject({ code: 'reason-required' })
    await cancelParty(site.deps, who, id, '두 번 신청하셨습니다')
    expect((await site.mails(holder.email))[0]!.text).toContain('까닭: 두 번 신청하셨습니다')
    expect((await next.mine()).state).toBe('offered')
    const [entry] =
      await sql`select act from audit_entries where about_kind = 'registration' and about_id = ${String(id)}`
    expect(entry!.act).toBe('registration.cancel')
  })
})
