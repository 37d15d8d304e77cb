import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sha256 } from '../../../server/platform/secrets.ts'
import { drawOrder, faultOf } from '../../../server/townhalls/seats/draw.ts'
import { drawTownHall } from '../../../server/townhalls/seats/draw.actions.ts'
import { registerFor } from '../../../server/townhalls/seats/registering.actions.ts'
import type { DrawResult } from '../../../shared/draws.ts'
import { RegistrationBody } from '../../../shared/town-halls.ts'
import { startApp } from '../../support/app.ts'
import { atEndOfFile } from '../../support/lifetime.ts'
import { runToEnd } from '../../support/product.ts'
import { anOpenHall, closesAt, gathered, newcomer, openNow, statesOf, wishFor } from './seats.fixtures.ts'

const site = await startApp({ now: openNow })
const folder = await mkdtemp(join(tmpdir(), 'sotong-draw-'))
atEndOfFile(() => rm(folder, { recursive: true, force: true }))

const seed = '7c4f0a1be2'
const officer = async () =>
  ({ kind: 'officer', officerId: (await site.as.officer('communication')).officerId }) as never
const aDraw = (about: Parameters<typeof anOpenHall>[1] = {}) =>
  anOpenHall(site, {
    admission: 'draw',
    seedHash: sha256(seed),
    sealedSeed: site.deps.secrets.seal(seed),
    limits: [['total', '', 4]],
    ...about,
  })

/** What the command says to a result. */
async function computeAgain(result: unknown) {
  const file = join(folder, 'result.json')
  await writeFile(file, typeof result === 'string' ? result : JSON.stringify(result))
  return runToEnd('server/draw.ts', ['--file', file], {})
}

describe('a draw', () => {
  test('takes applications, is held once after they close, and seats who fits in its order', async () => {
    site.setNow(openNow)
    const hall = await aDraw()
    const crowd = await gathered(Array.from({ length: 12 }), 6, (_, at) =>
      newcomer(site, hall, { people: 1 + (at % 3) }),
    )
    expect(
      crowd.every(({ answer }) => answer.body.state === 'applied' && answer.body.position === null),
    ).toBe(true)
    expect((await site.mails(crowd[0]!.email))[0]!.subject).toContain('추첨 신청을 받았습니다')
    await crowd[5]!.cancel()
    const before = await site.api<DrawResult>('GET', `/api/town-halls/${hall.id}/draw`)
    expect(before.body).toMatchObject({ seed: null, drawnAt: null, seedHash: sha256(seed).toString('hex') })
    expect(before.body.sittings[0]!.parties).toEqual([])

    await expect(drawTownHall(site.deps, await officer(), hall.id)).rejects.toMatchObject({
      code: 'draw-not-yet',
    })
    site.setNow(closesAt)
    const both = await Promise.allSettled([
      drawTownHall(site.deps, await officer(), hall.id),
      drawTownHall(site.deps, await officer(), hall.id),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const { body: result } = await site.api<DrawResult>('GET', `/api/town-halls/${hall.id}/draw`)
    expect(result).toMatchObject({ seed, drawnAt: closesAt.toISOString() })
    const applied = crowd.filter((_, at) => at !== 5).map(({ answer }) => answer.body.partyId as string)
    expect(result.sittings[0]!.parties).toEqual(drawOrder(seed, applied))
    expect(JSON.stringify(result)).not.toContain('참가자')

    // In the order of the draw: each gets seats that has room for all its people, everyone else waits in it.
    const peopleOf = new Map(
      crowd.map(({ answer }) => [answer.body.partyId as string, answer.body.people as number]),
    )
    let free = 4
    const expected = result.sittings[0]!.parties.map((partyId) => {
      const people = peopleOf.get(partyId)!
      if (people > free) return { state: 'waiting', people }
      free -= people
      return { state: 'confirmed', people }
    })
    const states = (await statesOf(site, hall.sittingId)).filter(({ state }) => state !== 'cancelled')
    expect(states.map(({ state, people }) => ({ state, people }))).toEqual(expected)

    await site.settle()
    for (const one of crowd.filter((_, at) => at !== 5)) {
      const mine = await one.mine()
      const [mail] = await site.mails(one.email)
      expect(mail!.subject).toContain(mine.state === 'confirmed' ? '확정' : `대기 ${mine.position}번`)
    }
    // Seats that become free afterwards go on in the order of the draw.
    const drawn = result.sittings[0]!.parties.map((id) =>
      crowd.find((one) => one.answer.body.partyId === id)!,
    )
    const winner = drawn[expected.findIndex(({ state }) => state === 'confirmed')]!
    await winner.cancel()
    free += winner.answer.body.people as number
    const next = drawn.find((one, at) => expected[at]!.state === 'waiting' && one.answer.body.people <= free)!
    expect((await next.mine()).state).toBe('offered')
  })

  test('leaves the seats that the office keeps back out of it', async () => {
    site.setNow(openNow)
    const hall = await aDraw({
      limits: [
        ['total', '', 3],
        ['reserved', '', 1],
      ],
    })
    const { officerId } = await site.as.officer('communication')
    const guest = RegistrationBody.parse(wishFor(hall))
    const contact = { phone: '010-1234-5678', email: null }
    const { reply } = await registerFor(site.deps, { officerId }, hall.id, guest, {
      reserved: true,
      contact,
      lang: 'ko',
    })
    expect(reply.state).toBe('confirmed')
    await gathered(Array.from({ length: 4 }), 4, () => newcomer(site, hall))
    site.setNow(closesAt)
    const result = await drawTownHall(site.deps, await officer(), hall.id)
    expect(result.sittings[0]!.parties).toHaveLength(4)
    expect(result.sittings[0]!.parties).not.toContain(guest.partyId)
    const states = await statesOf(site, hall.sittingId)
    expect(states.filter(({ state }) => state === 'confirmed')).toHaveLength(3)
  })

  test('is not held where seats are given in order', async () => {
    site.setNow(closesAt)
    const hall = await anOpenHall(site)
    await expect(drawTownHall(site.deps, await officer(), hall.id)).rejects.toMatchObject({
      code: 'not-allowed-now',
    })
    expect((await site.api('GET', `/api/town-halls/${hall.id}/draw`)).status).toBe(404)
  })
})

describe('anyone can compute a draw again', () => {
  const parties = drawOrder(seed, ['a1', 'b2', 'c3', 'd4', 'e5'])
  const result: DrawResult = {
    townHallId: 7,
    rule: '',
    seedHash: sha256(seed).toString('hex'),
    seed,
    drawnAt: '2026-12-08T09:00:00.000Z',
    sittings: [{ id: 1, parties }],
  }
  const swapped = {
    ...result,
    sittings: [{ id: 1, parties: [parties[1]!, parties[0]!, ...parties.slice(2)] }],
  }

  test('by the rule that is published', () => {
    expect(faultOf(result)).toBeNull()
    expect(faultOf(swapped)).toContain('place 1')
    expect(faultOf({ ...result, seed: 'another' })).toContain('not the one that was committed')
    expect(faultOf({ ...result, seed: null })).toContain('not held yet')
    expect(faultOf({ ...result, sittings: [{ id: 1, parties: ['a1', 'a1'] }] })).toContain('twice')
  })

  test('by the command, which needs nothing but the file', async () => {
    expect(await computeAgain(result)).toMatchObject({
      code: 0,
      out: expect.stringContaining('all 5 places'),
    })
    expect(await computeAgain(swapped)).toMatchObject({ code: 1, err: expect.stringContaining('place 1') })
    expect(await computeAgain('not json')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no published result'),
    })
    expect((await runToEnd('server/draw.ts', [], {})).code).toBe(1)
  })
})

describe('the desk', () => {
  test('draws by its button, once, and shows the result; a program draws the same way', async () => {
    const { cookie } = await site.as.officer('communication')
    const reader = (await site.as.officer('mayor')).cookie
    site.setNow(openNow)
    for (const byButton of [true, false]) {
      site.setNow(openNow)
      const hall = await aDraw()
      const crowd = await gathered(Array.from({ length: 6 }), 3, () => newcomer(site, hall))
      const page = `/desk/town-halls/${hall.id}`
      const press = (who = cookie) => site.page(`${page}/draw`, { cookie: who, form: {} })
      const call = (who = cookie) =>
        site.api('POST', `/api/desk/town-halls/${hall.id}/draw`, {}, { cookie: who })
      expect((await site.page(page, { cookie })).html).not.toContain('지금 추첨하기')
      expect((await press()).status).toBe(409)
      expect((await call()).body.code).toBe('draw-not-yet')
      site.setNow(closesAt)
      expect((await site.page(page, { cookie })).html).toContain('지금 추첨하기')
      expect((await press(reader)).status).toBe(403)
      expect((await call(reader)).status).toBe(403)
      if (byButton) expect((await press()).location).toBe(`${page}?done=drawn`)
      else expect((await call()).body.seed).toBe(seed)
      expect((await press()).status).toBe(409)
      expect((await call()).body.code).toBe('draw-not-yet')
      const after = await site.page(`${page}?done=drawn`, { cookie })
      expect(after.html).toContain('추첨했습니다')
      expect(after.html).not.toContain('지금 추첨하기')
      const { html } = await site.page(`/town-halls/${hall.id}/draw`)
      expect(html).toContain(seed)
      const { body: result } = await site.api<DrawResult>('GET', `/api/town-halls/${hall.id}/draw`)
      const parties = result.sittings[0]!.parties
      expect(parties.toSorted()).toEqual(crowd.map(({ answer }) => answer.body.partyId).toSorted())
      // What the page shows as the order is what the command computes.
      const shown = parties.map((partyId) => html.indexOf(partyId))
      expect(shown.every((at, index) => at > (shown[index - 1] ?? 0))).toBe(true)
      expect((await computeAgain(result)).code).toBe(0)
    }
    site.setNow(openNow)
  })
})
