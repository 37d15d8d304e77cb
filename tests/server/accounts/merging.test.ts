import { describe, expect, test } from 'vitest'
import { proveCode, requestCode } from '../../../server/accounts/accounts.actions.ts'
import { closeAccount } from '../../../server/accounts/leaving.actions.ts'
import { linkEmail, unlink } from '../../../server/accounts/linking.actions.ts'
import type { Resident } from '../../../server/accounts/permissions.rules.ts'
import { keepOlder, type Standing } from '../../../server/petitions/desk/merging.rules.ts'
import { startApp } from '../../support/app.ts'
import { anOpenPetition, countsOf } from '../petitions/fixtures.ts'

const app = await startApp({ now: new Date('2026-11-25T03:00:00Z') })
const { deps } = app
const { sql } = deps

const endorse = (number: string, { cookie }: { cookie: string }) =>
  app.api('POST', `/api/petitions/${number}/endorsements`, {}, { cookie })
async function codeTo(email: string) {
  await requestCode(deps, email, 'ko')
  return /\d{6}/.exec((await app.mails(email))[0]!.text)![0]
}
/** `who` shows that they read another's mail, too. */
const link = async (who: { personId: number }, email: string) =>
  linkEmail(deps, who.personId, email, await codeTo(email))
const standing = (petition: number) => sql`
  select invalid_reason as reason, level, endorsed_at from endorsements
  where petition_id = ${petition} and withdrawn_at is null order by endorsed_at, id`

describe('linking what another account holds', () => {
  test('merges the two: the older endorsement stays, the other is marked, the counters follow', async () => {
    const both = await anOpenPetition(sql)
    const onlyNew = await anOpenPetition(sql)
    const [old, young] = [await app.as.resident(), await app.as.resident()]
    await endorse(both.number, young)
    app.setNow(new Date('2026-11-25T04:00:00Z'))
    await endorse(both.number, old)
    await endorse(onlyNew.number, young)
    expect(await countsOf(sql, both.id)).toMatchObject({ total: 2 })

    expect(await link(young, old.email)).toBe('merged')
    expect(await countsOf(sql, both.id)).toMatchObject({ total: 1, rows: 2 })
    expect((await standing(both.id)).map((row) => row.reason)).toEqual([null, 'same-person'])
    expect(await countsOf(sql, onlyNew.id)).toMatchObject({ total: 1, rows: 1 })

    // Both devices are signed in to the one account, and neither counts a second time.
    for (const device of [old, young]) {
      expect((await endorse(both.number, device)).body).toMatchObject({ total: 1, endorsed: true })
      expect((await endorse(onlyNew.number, device)).status).toBe(200)
    }
    const withdrawn = await app.api('DELETE', `/api/petitions/${both.number}/endorsements/mine`, undefined, {
      cookie: young.cookie,
    })
    expect(withdrawn.body).toMatchObject({ total: 0 })
  })

  test('races with endorsing by both accounts, and every total ends as its people', async () => {
    const petitions = await Promise.all(Array.from({ length: 6 }, () => anOpenPetition(sql)))
    const [one, other] = [await app.as.resident(), await app.as.resident()]
    const code = await codeTo(other.email)
    const acts = petitions.flatMap(({ number }) => [endorse(number, one), endorse(number, other)])
    const merged = linkEmail(deps, one.personId, other.email, code)
    const answers = await Promise.all(acts)
    expect(await merged).toBe('merged')
    expect(answers.every(({ status }) => status < 300)).toBe(true)
    await app.settle()
    for (const { id } of petitions) {
      expect(await countsOf(sql, id)).toMatchObject({ total: 1, online: 1 })
      expect((await standing(id)).filter((row) => row.reason === null)).toHaveLength(1)
    }
  })

  test('by each of the other, at once, makes one account', async () => {
    const [one, other] = [await app.as.resident(), await app.as.resident()]
    const codes = [await codeTo(other.email), await codeTo(one.email)]
    const outcomes = await Promise.allSettled([
      linkEmail(deps, one.personId, other.email, codes[0]!),
      linkEmail(deps, other.personId, one.email, codes[1]!),
    ])
    expect(outcomes.some((outcome) => outcome.status === 'fulfilled')).toBe(true)
    const rows =
      await sql`select id from persons where id in (${one.personId}, ${other.personId}) and closed_at is null`
    expect(rows).toHaveLength(1)
  })
})

describe('which of two endorsements stays', () => {
  const at = (minute: number, about: Partial<Standing> = {}): Standing => ({
    id: minute,
    level: 0,
    route: 'online',
    endorsedAt: new Date(Date.UTC(2026, 10, 25, 3, minute)),
    invalid: false,
    ...about,
  })
  test.each([
    ['both count', at(1), at(2), 0, { kept: 1, level: 0, online: -1, paper: 0 }],
    ['one on paper', at(2), at(1, { route: 'paper' }), 0, { kept: 1, level: 0, online: -1, paper: 0 }],
    [
      'only the newer was verified well enough',
      at(1),
      at(2, { level: 1 }),
      1,
      { kept: 1, level: 1, online: 0, paper: 0 },
    ],
    ['neither was', at(1), at(2), 1, { kept: 1, level: 0, online: 0, paper: 0 }],
    [
      'the older was invalidated',
      at(1, { invalid: true }),
      at(2),
      0,
      { kept: 1, level: 0, online: -1, paper: 0 },
    ],
    [
      'the newer was invalidated',
      at(1),
      at(2, { invalid: true, level: 2 }),
      1,
      { kept: 1, level: 0, online: 0, paper: 0 },
    ],
  ] as const)('%s', (_, a, b, minLevel, expected) => {
    const { kept, level, change } = keepOlder<Standing>(a, b, minLevel)
    expect({ kept: kept.id, level, online: change.online, paper: change.paper }).toEqual(expected)
  })
})

describe('an identity that was taken off', () => {
  const identityOf = async (personId: number, unlinked = false) =>
    (
      await sql`select id::int as id from identities where person_id = ${personId} and (unlinked_at is not null) = ${unlinked}
      order by id desc limit 1`
    )[0]!.id as number

  test('does not open the account, and linking it again is the same person', async () => {
    const petition = await anOpenPetition(sql)
    const who = await app.as.resident()
    const second = `second-${who.personId}@example.kr`
    expect(await link(who, second)).toBe('linked')
    await endorse(petition.number, who)
    await unlink(deps, who.personId, await identityOf(who.personId))
    await expect(proveCode(deps, deps.db, second, await codeTo(second))).rejects.toThrow('identity-unlinked')
    const stranger = await app.as.resident()
    await sql`update sign_in_codes set created_at = created_at - interval '2 minutes'`
    await expect(link(stranger, second)).rejects.toThrow('identity-unlinked')
    await app.settle()
    await sql`update sign_in_codes set created_at = created_at - interval '2 minutes'`
    expect(await link(who, second)).toBe('linked')
    expect((await endorse(petition.number, who)).status).toBe(200)
  })

  test('is erased once nothing it signed is under way', async () => {
    const petition = await anOpenPetition(sql)
    const who = await app.as.resident()
    const second = `gone-${who.personId}@example.kr`
    await link(who, second)
    await endorse(petition.number, who)
    await unlink(deps, who.personId, await identityOf(who.personId))
    await app.settle()
    expect(await identityOf(who.personId, true)).toBeTypeOf('number')
    await sql`update petitions set state = 'closed', closed_at = closes_at where id = ${petition.id}`
    await app.settle()
    const { personId } = await proveCode(deps, deps.db, second, await codeTo(second))
    expect(personId).not.toBe(who.personId)
  })

  test('that is the last one cannot be taken off', async () => {
    const who = await app.as.resident()
    await expect(unlink(deps, who.personId, await identityOf(who.personId))).rejects.toThrow('last-identity')
    const other = await app.as.resident()
    await expect(unlink(deps, other.personId, await identityOf(who.personId))).rejects.toThrow('not-found')
  })
})

describe('a closed account', () => {
  test('keeps no name, address or dong; coming back is the same person and counts no second time', async () => {
    const petition = await anOpenPetition(sql)
    const who = await app.as.resident({ displayName: '김하늘' })
    await endorse(petition.number, who)
    await closeAccount(deps, { kind: 'resident', personId: who.personId } as Resident)
    expect((await endorse(petition.number, who)).status).toBe(401)
    const [row] = await sql`select belonging, dong, display_name as name, over_fourteen_at as age,
      (select count(*)::int from identities where person_id = persons.id and sealed_address is not null) as addresses
      from persons where id = ${who.personId}`
    expect(row).toEqual({ belonging: null, dong: null, name: null, age: null, addresses: 0 })
    expect(await countsOf(sql, petition.id)).toMatchObject({ total: 1 })
    await app.settle()

    const { personId } = await proveCode(deps, deps.db, who.email, await codeTo(who.email))
    expect(personId).toBe(who.personId)
  })

  test('is forgotten when what it signed has ended: the same address is then someone new', async () => {
    const petition = await anOpenPetition(sql)
    const who = await app.as.resident()
    await endorse(petition.number, who)
    await closeAccount(deps, { kind: 'resident', personId: who.personId } as Resident)
    await sql`update petitions set state = 'closed', closed_at = closes_at where id = ${petition.id}`
    await app.settle()
    const left = await sql`select 1 from identities where person_id = ${who.personId}
      union all select 1 from consents where person_id = ${who.personId}`
    expect(left).toHaveLength(0)
    const { personId } = await proveCode(deps, deps.db, who.email, await codeTo(who.email))
    expect(personId).not.toBe(who.personId)
  })
})
