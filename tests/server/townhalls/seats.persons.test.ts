import { describe, expect, test } from 'vitest'
import { requestCode } from '../../../server/accounts/accounts.actions.ts'
import { closeAccount } from '../../../server/accounts/leaving.actions.ts'
import { linkEmail } from '../../../server/accounts/linking.actions.ts'
import { settleMerges } from '../../../server/accounts/merging.actions.ts'
import { startApp } from '../../support/app.ts'
import { anOpenHall, newcomer, openNow, startsAt, statesOf, wishFor } from './seats.fixtures.ts'

const site = await startApp({ now: openNow })
const { deps } = site
const { sql } = deps

/** `who` shows that they read another's mail, too: the two accounts become one. */
async function link(who: { personId: number }, email: string) {
  await requestCode(deps, email, 'ko')
  const code = /\d{6}/.exec((await site.mails(email)).find(({ text }) => /\d{6}/.test(text))!.text)![0]
  return linkEmail(deps, who.personId, email, code)
}
const states = async (hall: { sittingId: number }) =>
  (await statesOf(site, hall.sittingId)).map(({ state }) => state)

describe('one person with two accounts', () => {
  test('keeps the registration that is further, and the seats of the other go to the next', async () => {
    site.setNow(openNow)
    const both = await anOpenHall(site, { limits: [['total', '', 2]] })
    const onlyYoung = await anOpenHall(site)
    const old = await newcomer(site, both)
    const young = await newcomer(site, both)
    const next = await newcomer(site, both)
    const path = `/api/town-halls/${onlyYoung.id}/registrations`
    await site.api('POST', path, wishFor(onlyYoung), { cookie: young.cookie })
    expect(await link(young, old.email)).toBe('merged')
    expect(await states(both)).toEqual(['confirmed', 'cancelled', 'offered'])
    expect((await next.mine()).state).toBe('offered')
    const mine = await site.api('GET', `${path}/mine`, undefined, { cookie: old.cookie })
    expect(mine.body.state).toBe('confirmed')
    await settleMerges(deps)
    expect(await states(both)).toEqual(['confirmed', 'cancelled', 'offered'])
  })

  test('loses no seat to an older place on the waiting list', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, { limits: [['total', '', 1]] })
    const old = await newcomer(site, hall, { people: 2 })
    const young = await newcomer(site, hall)
    expect(await link(young, old.email)).toBe('merged')
    expect(await states(hall)).toEqual(['cancelled', 'confirmed'])
    expect((await old.mine()).state).toBe('confirmed')
  })
})

describe('who closes an account', () => {
  test('gives the seats to the next, and nothing of the person stays', async () => {
    site.setNow(openNow)
    const hall = await anOpenHall(site, { limits: [['total', '', 1]] })
    const leaving = await newcomer(site, hall)
    const next = await newcomer(site, hall)
    const { personId } = leaving
    await closeAccount(deps, { kind: 'resident', personId, sessionHash: Buffer.alloc(32) } as never)
    expect(await states(hall)).toEqual(['cancelled', 'offered'])
    expect((await next.mine()).state).toBe('offered')
    const [row] = await sql`
      select p.person_id, p.note, p.answers, m.sealed_name from parties p join members m on m.party_id = p.id
      where p.sitting_id = ${hall.sittingId} and p.state = 'cancelled'`
    expect(row).toEqual({ person_id: null, note: '', answers: {}, sealed_name: null })
  })
})

test('names and contacts are erased three months after a sitting, and the numbers stay', async () => {
  site.setNow(openNow)
  const hall = await anOpenHall(site)
  await newcomer(site, hall)
  const names = async () => {
    const [row] = await sql`
      select count(m.sealed_name)::int as names, count(*)::int as people from members m
      join parties p on p.id = m.party_id where p.sitting_id = ${hall.sittingId}`
    return row
  }
  const night = (days: number) => new Date(startsAt.getTime() + days * 86_400_000 + 8.5 * 3_600_000)
  site.setNow(night(89))
  await site.settle()
  expect(await names()).toEqual({ names: 1, people: 1 })
  site.setNow(night(91))
  await site.settle()
  expect(await names()).toEqual({ names: 0, people: 1 })
})
