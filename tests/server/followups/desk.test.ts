import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditEntries } from '../../../server/audit/audit.tables.ts'
import { followUpListeners } from '../../../server/followups/follow-ups.tables.ts'
import { startApp, type TestApp } from '../../support/app.ts'
import type { SignedInOfficer } from '../../support/people.ts'
import { aCard, cardOf } from './cards.ts'

const noon = new Date('2026-11-24T03:00:00Z')
let app: TestApp
let team: SignedInOfficer
let roads: SignedInOfficer
let parks: SignedInOfficer
beforeAll(async () => {
  app = await startApp({ now: noon })
  team = await app.as.officer('communication')
  roads = await app.as.officer('department', { department: 'roads', name: '이도로' })
  parks = await app.as.officer('department', { department: 'parks' })
})
beforeEach(() => app.setNow(noon))

type Form = Record<string, string>
const post = (who: SignedInOfficer, path: string, form: Form) =>
  app.page(`/desk/follow-ups/${path}`, { form, cookie: who.cookie })
const move = async (who: SignedInOfficer, number: string, form: Form, version?: number) =>
  post(who, `${number}/state`, { version: String(version ?? (await cardOf(app, number)).version), ...form })
const page = async (path: string, who?: SignedInOfficer) => {
  app.deps.pages.drop('')
  return (await app.page(path, who ? { cookie: who.cookie } : {})).html
}

describe('an officer at a card', () => {
  test('moves it, and everyone reads how it stands', async () => {
    const number = await aCard(app, { text: '횡단보도에 그늘막을 놓겠습니다' })
    const done = await move(roads, number, {
      state: 'doing',
      publicNote: '자리를 골랐습니다',
      internalNote: '예산 3백만',
    })
    expect(done.status).toBe(303)
    const html = await page(`/follow-ups/${number}`)
    expect(html).toContain('자리를 골랐습니다')
    expect(html).not.toContain('예산 3백만')
    expect(await page(`/desk/follow-ups/${number}`, roads)).toContain('예산 3백만')
  })

  test('is told when someone else was first, and loses nothing that was typed', async () => {
    const number = await aCard(app)
    const { version } = await cardOf(app, number)
    const both = await Promise.all([
      move(roads, number, { state: 'doing', publicNote: '먼저 한 글' }, version),
      move(team, number, { state: 'planned', publicNote: '나중에 한 글' }, version),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 409])
    const refused = both.find(({ status }) => status === 409)!
    expect(refused.html).toContain('그사이 다른 사람이 먼저 고쳤습니다')
    const lost = refused === both[0] ? '먼저 한 글' : '나중에 한 글'
    expect(refused.html).toContain(lost)
    // Sent again as it came back, it is meant.
    expect(refused.html).toContain(`name="version" value="${version + 1}"`)
    expect((await cardOf(app, number)).version).toBe(version + 1)
  })

  test.each([
    [{ state: 'impossible' }, '왜 할 수 없는지'],
    [{ state: 'transferred' }, '어느 기관으로'],
    [{ state: 'merged' }, '상태를 골라 주세요'],
    [{ state: '' }, '상태를 골라 주세요'],
    [{ state: 'doing', publicNote: '가'.repeat(2001) }, '2,000'],
  ])('%o comes back with its sentence', async (form, words) => {
    const number = await aCard(app)
    const { status, html } = await move(roads, number, form)
    expect(status).toBe(422)
    expect(html).toContain(words)
    expect((await cardOf(app, number)).state).toBe('received')
  })

  test('of another department sees none of it, and cannot act', async () => {
    const number = await aCard(app)
    expect((await app.page(`/desk/follow-ups/${number}`, { cookie: parks.cookie })).status).toBe(403)
    expect((await move(parks, number, { state: 'doing' })).status).toBe(403)
    expect(await page(`/desk/follow-ups?state=all`, parks)).not.toContain(number)
    const mayor = await app.as.officer('mayor')
    expect((await app.page(`/desk/follow-ups/${number}`, { cookie: mayor.cookie })).status).toBe(200)
    expect((await move(mayor, number, { state: 'doing' })).status).toBe(403)
  })

  test('puts it off with a reason; the first day stays and it is late all the same', async () => {
    const number = await aCard(app, { dueAt: new Date('2026-11-20T15:00:00Z') })
    const { version } = await cardOf(app, number)
    const form = { version: String(version), day: '2026-12-10', reason: '자재가 늦음' }
    expect((await post(roads, `${number}/due-date`, form)).status).toBe(303)
    const html = await page('/follow-ups?stage=late')
    expect(html).toContain(number)
    expect(html).toContain('자재가 늦음')
    const { body } = await app.api('GET', `/api/follow-ups/${number}`)
    expect(body).toMatchObject({
      late: true,
      dueAt: '2026-12-10T15:00:00.000Z',
      firstDueAt: '2026-11-20T15:00:00.000Z',
    })
  })

  test('passes it on: the other department hears of it, and it is no longer the first one’s', async () => {
    const number = await aCard(app)
    const card = await cardOf(app, number)
    const departmentId = (await app.deps.sql`select id from departments where code = 'parks'`)[0]!.id
    const form = { version: String(card.version), department: String(departmentId), reason: '공원 안의 일' }
    expect((await post(roads, `${number}/department`, form)).status).toBe(303)
    expect((await app.page(`/desk/follow-ups/${number}`, { cookie: roads.cookie })).status).toBe(403)
    expect((await app.mails(parks.email))[0]!.text).toContain('공원 안의 일')
  })

  test('takes the last change back within a day, and not later', async () => {
    const number = await aCard(app)
    await move(roads, number, { state: 'done' })
    const undo = async () =>
      post(roads, `${number}/undoing`, { version: String((await cardOf(app, number)).version) })
    expect((await undo()).status).toBe(303)
    expect(await cardOf(app, number)).toMatchObject({ state: 'received', settledAt: null })
    expect((await undo()).status).toBe(409)
    await move(roads, number, { state: 'doing' })
    app.setNow(new Date('2026-11-25T03:00:01Z'))
    expect((await undo()).status).toBe(409)
    expect((await cardOf(app, number)).state).toBe('doing')
  })
})

describe('several cards', () => {
  const assign = (who: SignedInOfficer, cards: string[], to: number) => {
    const body = new URLSearchParams([...cards.map((one) => ['cards', one]), ['officer', String(to)]])
    return fetch(`${app.url}/desk/follow-ups/assignments`, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { cookie: who.cookie, origin: app.url },
    })
  }

  test('are given to one officer together and taken back together; what changed since stays', async () => {
    const numbers = [await aCard(app), await aCard(app), await aCard(app)]
    const given = await assign(team, numbers, roads.officerId)
    expect(given.status).toBe(303)
    const said = new URL(given.headers.get('location')!, app.url)
    expect(await page(said.pathname + said.search, team)).toContain('3장을 이도로')
    await move(roads, numbers[0]!, { state: 'doing' })
    const back = await post(team, `assignments/${said.searchParams.get('batch')}/undoing`, {})
    expect(back.status).toBe(303)
    const after = await Promise.all(numbers.map((one) => cardOf(app, one)))
    expect(after.map(({ officerId }) => officerId)).toEqual([roads.officerId, null, null])
  })

  test('go to nobody of another department, all or none', async () => {
    const own = await aCard(app)
    const other = await aCard(app, { code: 'parks' })
    expect((await assign(team, [own, other], roads.officerId)).status).toBe(422)
    expect((await cardOf(app, own)).officerId).toBeNull()
    expect((await assign(team, [], roads.officerId)).status).toBe(422)
    expect((await assign(roads, [other], roads.officerId)).status).toBe(403)
  })
})

describe('duplicates', () => {
  const merge = async (number: string, target: string) =>
    post(team, `${number}/merge`, { version: String((await cardOf(app, number)).version), target })

  test('become one: both who asked hear what came of it, once each', async () => {
    const both = { contact: 'both@example.kr', lang: 'ko' as const }
    const one = await aCard(app, { listeners: [both, { contact: 'one@example.kr', lang: 'en' }] })
    const other = await aCard(app, { listeners: [both] })
    expect((await merge(one, other)).status).toBe(303)
    expect(await page(`/follow-ups/${one}`)).toContain(`/follow-ups/${other}`)
    await move(roads, other, { state: 'done', publicNote: '모두 바꾸었습니다' })
    for (const address of ['both@example.kr', 'one@example.kr']) {
      const mails = await app.mails(address)
      expect(mails, address).toHaveLength(1)
      expect(mails[0]!.text).toContain('모두 바꾸었습니다')
    }
  })

  test('cannot be joined to what is finished at the same moment, whoever is first', async () => {
    for (let round = 0; round < 4; round += 1) {
      const one = await aCard(app, { listeners: [{ contact: `race${round}@example.kr`, lang: 'ko' }] })
      const other = await aCard(app)
      await Promise.all([merge(one, other), move(roads, other, { state: 'done' })])
      const [joined, target] = [await cardOf(app, one), await cardOf(app, other)]
      expect(target.state).toBe('done')
      // Joined before: they heard of the end. Refused: it is still owed, and nobody was told.
      expect(await app.mails(`race${round}@example.kr`)).toHaveLength(joined.state === 'merged' ? 1 : 0)
      if (joined.state !== 'merged') expect(joined).toMatchObject({ state: 'received', mergedInto: null })
    }
  })

  test('while the card itself is finished: one of the two happens, the other is told', async () => {
    const one = await aCard(app)
    const other = await aCard(app)
    const both = await Promise.all([merge(one, other), move(roads, one, { state: 'done' })])
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 409])
  })

  test.each(['', 'x', '2026-9999', 'self'])('the target %s is refused at its field', async (target) => {
    const one = await aCard(app)
    const { status, html } = await merge(one, target === 'self' ? one : target)
    expect(status).toBe(422)
    expect(html).toContain('href="#target"')
  })
})

describe('word to those who asked', () => {
  const listeners = [
    { contact: 'waits@example.kr', lang: 'ko' as const },
    { contact: '010-2345-6789', lang: 'zh' as const },
  ]
  const rowsOf = async (number: string) =>
    app.deps.db
      .select()
      .from(followUpListeners)
      .where(eq(followUpListeners.followUpId, (await cardOf(app, number)).id))

  test('is given as it stands after 15 days, once, and again when it is settled; then contacts are erased', async () => {
    const number = await aCard(app, { listeners: [{ contact: 'waits@example.kr', lang: 'ko' }] })
    await app.settle()
    expect(await app.mails('waits@example.kr')).toHaveLength(0)
    app.setNow(new Date('2026-12-10T03:00:00Z'))
    await app.settle()
    await app.settle()
    expect(await app.mails('waits@example.kr')).toHaveLength(1)
    await move(roads, number, { state: 'done' })
    expect(await app.mails('waits@example.kr')).toHaveLength(2)
    await app.settle()
    expect((await rowsOf(number))[0]!.sealedContact).not.toBeNull()
    app.setNow(new Date('2026-12-11T03:00:01Z'))
    await app.settle()
    expect((await rowsOf(number))[0]).toMatchObject({ sealedContact: null, contactHash: null })
    expect(await app.mails('waits@example.kr')).toHaveLength(2)
  })

  test('by phone is given by an officer who confirmed who they are, and every look is recorded', async () => {
    const number = await aCard(app, { listeners })
    await move(roads, number, { state: 'done' })
    const stale = await app.as.officer('department', { department: 'roads' })
    await app.deps.sql`update sessions set rechecked_until = null where officer_id = ${stale.officerId}`
    const refused = await app.page(`/desk/follow-ups/${number}/calls`, { cookie: stale.cookie })
    expect(refused.html ?? '').not.toContain('010-2345-6789')
    expect(await page(`/desk/follow-ups/${number}`, roads)).not.toContain('010-2345-6789')
    expect(await page(`/desk/follow-ups/${number}/calls`, roads)).toContain('010-2345-6789')
    const looks = await app.deps.db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.act, 'follow-up.contacts'))
    expect(looks.at(-1)!.actorId).toBe(roads.officerId)
    const waiting = (await rowsOf(number)).find(({ toldAt }) => toldAt === null)!
    expect((await post(roads, `${number}/calls/${waiting.id}`, {})).status).toBe(303)
    expect((await post(roads, `${number}/calls/${waiting.id}`, {})).status).toBe(404)
    expect((await rowsOf(number)).every(({ toldAt }) => toldAt !== null)).toBe(true)
  })
})

test('a department is reminded of what is late or due within a week in one mail, never twice', async () => {
  const late = await aCard(app, { code: 'housing', dueAt: new Date('2026-11-10T15:00:00Z') })
  const soon = await aCard(app, { code: 'housing', dueAt: new Date('2026-11-28T15:00:00Z') })
  const far = await aCard(app, { code: 'housing' })
  const housing = await app.as.officer('department', { department: 'housing' })
  for (const night of ['2026-11-24T18:30:00Z', '2026-11-25T18:30:00Z']) {
    app.setNow(new Date(night))
    await app.settle()
  }
  const mails = await app.mails(housing.email)
  expect(mails).toHaveLength(1)
  expect(mails[0]!.text).toContain(late)
  expect(mails[0]!.text).toContain(soon)
  expect(mails[0]!.text).not.toContain(far)
})
