import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { auditEntries } from '../../../server/audit/audit.tables.ts'
import { sha256 } from '../../../server/platform/secrets.ts'
import { parties } from '../../../server/townhalls/seats/registrations.tables.ts'
import { quotas, sittings, townHalls } from '../../../server/townhalls/townhalls.tables.ts'
import { startApp } from '../../support/app.ts'
import { aForm, marks, valueOf } from './desk-forms.ts'
import { anOpenHall, newcomer, openNow, registerAs, startsAt } from './seats.fixtures.ts'

const app = await startApp({ now: openNow })
const { db } = app.deps
const { cookie } = await app.as.officer('communication')
const open = (path: string, who = cookie) => app.page(path, { cookie: who })
const post = (path: string, form: Record<string, string | string[]> = {}, who = cookie) =>
  app.page(path, { cookie: who, form })
const idIn = (location: string | null) => Number(/\/desk\/town-halls\/(\d+)/.exec(location ?? '')?.[1])
const hallOf = async (id: number) => (await db.select().from(townHalls).where(eq(townHalls.id, id)))[0]!
const seatsOf = async (sittingId: number, kind: string) =>
  (await db.select().from(quotas).where(eq(quotas.sittingId, sittingId))).filter((one) => one.kind === kind)
const aDraft = async (changes = {}) => idIn((await post('/desk/town-halls', aForm(changes))).location)

describe('a town hall is written', () => {
  test('as a draft that only the office sees', async () => {
    const id = await aDraft()
    const hall = await hallOf(id)
    expect(hall).toMatchObject({
      state: 'draft',
      titleKo: '신길동 보행로 타운홀미팅',
      reminderHours: [72, 3],
    })
    const [sitting] = await db.select().from(sittings).where(eq(sittings.townHallId, id))
    expect(sitting!.startsAt.toISOString()).toBe('2026-12-10T10:00:00.000Z')
    expect(await seatsOf(sitting!.id, 'dong')).toMatchObject([{ key: 'yeoui', seats: 20 }])
    expect((await app.page(`/town-halls/${id}`)).status).toBe(404)
    expect((await open('/desk/town-halls?state=draft')).html).toContain('신길동 보행로 타운홀미팅')
  })

  test('and read again by its form, every field', async () => {
    const id = await aDraft({
      'agenda-0-time': '19:00',
      'agenda-0-title': '인사',
      'agenda-0-who': '구청장',
      'question-0-labelKo': '무엇을 묻고 싶으신가요?',
      'question-0-labelEn': 'What would you like to ask?',
      'question-0-choices': '보행로\n신호등',
      'question-0-required': 'true',
    })
    const { html } = await open(`/desk/town-halls/${id}/edit`)
    expect(valueOf(html, 'registrationClosesAt')).toBe('2026-12-08T18:00')
    expect(valueOf(html, 'sitting-0-from')).toBe('19:00')
    expect(valueOf(html, 'sitting-0-dong.yeoui')).toBe('20')
    expect(valueOf(html, 'agenda-0-title')).toBe('인사')
    expect(valueOf(html, 'question-0-id')).toBe('q1')
    expect(html).toContain('보행로\n신호등')
  })

  test('with all that is wrong said at once, each at its field, and nothing lost', async () => {
    const { status, html } = await post(
      '/desk/town-halls',
      aForm({
        titleKo: '',
        registrationOpensAt: '2026-12-09T09:00',
        'sitting-0-place': '',
        'sitting-0-total': '많이',
        'sitting-0-until': '18:00',
        'sitting-0-onlineUrl': 'javascript:alert(1)',
        summaryKo: '이 글은 그대로 남습니다',
      }),
    )
    expect(status).toBe(422)
    for (const field of [
      'titleKo',
      'sitting-0-place',
      'sitting-0-total',
      'sitting-0-until',
      'sitting-0-onlineUrl',
    ])
      expect(marks(html, field), field).toBe(true)
    expect(html).toContain('이 글은 그대로 남습니다')
    expect(valueOf(html, 'sitting-0-total')).toBe('많이')
  })

  test.each([
    ['a day that has passed', { 'sitting-0-day': '2026-11-24' }, 'sitting-0-from'],
    [
      'registration after the last sitting',
      { registrationClosesAt: '2026-12-10T20:00' },
      'registrationClosesAt',
    ],
    ['a dong that is none', { 'sitting-0-dong.gangnam': '5' }, 'sitting-0-dong.gangnam'],
    ['a day that does not exist', { 'sitting-0-day': '2026-02-31' }, 'sitting-0-from'],
  ])('but not with %s', async (_what, changes, field) => {
    const { status, html } = await post('/desk/town-halls', aForm(changes))
    expect(status).toBe(422)
    expect(html).toContain(`href="#${field}"`)
  })

  test('row by row without a script', async () => {
    const added = await post('/desk/town-halls', aForm({ reshape: 'add:sitting' }))
    expect(added.status).toBe(200)
    expect(valueOf(added.html, 'sitting-1-place')).toBe('영등포아트홀')
    expect(valueOf(added.html, 'titleKo')).toBe('신길동 보행로 타운홀미팅')
    const two = aForm({
      'sitting-1-name': '둘째',
      'sitting-1-day': '2026-12-11',
      reshape: 'remove:sitting:0',
    })
    const removed = await post('/desk/town-halls', two)
    expect(valueOf(removed.html, 'sitting-0-name')).toBe('둘째')
    expect(removed.html).not.toContain('name="sitting-1-name"')
    const split = await post(
      '/desk/town-halls',
      aForm({ 'sitting-0-reserved': '20', reshape: 'split:0:evenly' }),
    )
    expect(valueOf(split.html, 'sitting-0-dong.yeoui')).toBe('10')
  })

  test('begun from another one, which stays as it is', async () => {
    const id = await aDraft()
    const { html } = await open(`/desk/town-halls/new?from=${id}`)
    expect(valueOf(html, 'titleKo')).toBe('신길동 보행로 타운홀미팅')
    expect(valueOf(html, 'sitting-0-day')).toBe('')
    expect(html).not.toContain('name="sitting-0-id"')
  })

  test('by two officers at once: the second is shown what they typed', async () => {
    const id = await aDraft()
    const seen = valueOf((await open(`/desk/town-halls/${id}/edit`)).html, 'seen')!
    const sittingId = valueOf((await open(`/desk/town-halls/${id}/edit`)).html, 'sitting-0-id')!
    const form = (titleKo: string) => aForm({ titleKo, seen, 'sitting-0-id': sittingId })
    expect(await post(`/desk/town-halls/${id}`, form('먼저 고친 제목'))).toMatchObject({ status: 303 })
    const late = await post(`/desk/town-halls/${id}`, form('나중에 고친 제목'))
    expect(late.status).toBe(409)
    expect(late.html).toContain('그사이 다른 사람이 먼저 고쳤습니다')
    expect(late.html).toContain('나중에 고친 제목')
    expect((await hallOf(id)).titleKo).toBe('먼저 고친 제목')
  })

  test('and thrown away only while it is a draft', async () => {
    const id = await aDraft()
    expect((await post(`/desk/town-halls/${id}/removal`)).status).toBe(303)
    expect((await open(`/desk/town-halls/${id}`)).status).toBe(404)
    const hall = await anOpenHall(app)
    expect((await post(`/desk/town-halls/${hall.id}/removal`)).status).toBe(409)
  })
})

describe('a town hall goes its way', () => {
  const step = (id: number, noun: string, form = {}) => post(`/desk/town-halls/${id}/${noun}`, form)

  test('announced, live, ended, archived, each recorded', async () => {
    const id = await aDraft()
    expect(await step(id, 'announcement')).toMatchObject({ location: `/desk/town-halls/${id}?done=announce` })
    const early = await step(id, 'beginning')
    expect(early.status).toBe(409)
    expect(early.html).toContain('세 시간 전부터')
    app.setNow(new Date(startsAt.getTime() - 3_600_000))
    for (const noun of ['beginning', 'end', 'archive']) expect((await step(id, noun)).status).toBe(303)
    app.setNow(openNow)
    expect(await hallOf(id)).toMatchObject({ state: 'archived' })
    expect((await step(id, 'cancellation', { reason: '비' })).status).toBe(409)
    const acts = await db
      .select()
      .from(auditEntries)
      .where(eq(auditEntries.aboutId, String(id)))
    expect(acts.filter(({ aboutKind }) => aboutKind === 'townhall').map(({ act }) => act)).toEqual(
      expect.arrayContaining([
        'townhall.create',
        'townhall.announce',
        'townhall.begin',
        'townhall.end',
        'townhall.archive',
      ]),
    )
  })

  test('a draw commits its seed with the announcement', async () => {
    const id = await aDraft({ admission: 'draw' })
    expect((await hallOf(id)).seedHash).toBeNull()
    await step(id, 'announcement')
    const { seedHash, sealedSeed, seed } = await hallOf(id)
    expect(seed).toBeNull()
    expect(sha256(app.deps.secrets.unseal(sealedSeed!))).toEqual(seedHash)
    expect((await open(`/desk/town-halls/${id}`)).html).toContain(seedHash!.toString('hex'))
  })

  test('what was announced keeps its form and the way seats are given', async () => {
    const hall = await anOpenHall(app)
    const { html } = await open(`/desk/town-halls/${hall.id}/edit`)
    const form = aForm({
      form: 'hybrid',
      admission: 'draw',
      seen: valueOf(html, 'seen')!,
      'sitting-0-id': String(hall.sittingId),
    })
    const { status, html: back } = await post(`/desk/town-halls/${hall.id}`, form)
    expect(status).toBe(422)
    expect(back).toContain('href="#form"')
    expect(back).toContain('href="#admission"')
  })

  test('cancelled only with a reason, which everyone who registered reads', async () => {
    const hall = await anOpenHall(app)
    const resident = await app.as.resident()
    await registerAs(app, hall, resident.cookie)
    const without = await step(hall.id, 'cancellation', { reason: ' ' })
    expect(without.status).toBe(422)
    expect(marks(without.html, 'reason')).toBe(true)
    expect((await step(hall.id, 'cancellation', { reason: '태풍이 옵니다' })).status).toBe(303)
    await app.settle()
    const mail = (await app.mails(resident.email)).find(({ text }) => text.includes('태풍이 옵니다'))
    expect(mail).toBeDefined()
  })
})

describe('limits of an announced town hall', () => {
  const formOf = async (id: number, changes: Record<string, string>) => {
    const { html } = await open(`/desk/town-halls/${id}/edit`)
    return aForm({
      seen: valueOf(html, 'seen')!,
      'sitting-0-id': valueOf(html, 'sitting-0-id')!,
      'sitting-0-dong.yeoui': '',
      ...changes,
    })
  }

  test('can be lowered: then it is over-full, and nobody is put out', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 3]] })
    for (let each = 0; each < 3; each += 1) await newcomer(app, hall)
    const saved = await post(`/desk/town-halls/${hall.id}`, await formOf(hall.id, { 'sitting-0-total': '1' }))
    expect(saved.status).toBe(303)
    expect((await open(`/desk/town-halls/${hall.id}`)).html).toContain('2명 넘침')
    const rows = await db.select().from(parties).where(eq(parties.townHallId, hall.id))
    expect(rows.map(({ state }) => state)).toEqual(['confirmed', 'confirmed', 'confirmed'])
  })

  test('can be raised: the seats go to who waits, in the same act', async () => {
    const hall = await anOpenHall(app, { limits: [['total', '', 1]] })
    for (let each = 0; each < 2; each += 1) await newcomer(app, hall)
    await post(`/desk/town-halls/${hall.id}`, await formOf(hall.id, { 'sitting-0-total': '2' }))
    const rows = await db.select().from(parties).where(eq(parties.townHallId, hall.id)).orderBy(parties.place)
    expect(rows.map(({ state }) => state)).toEqual(['confirmed', 'offered'])
  })

  test('a sitting that someone registered for stays', async () => {
    const hall = await anOpenHall(app, { sittings: 2 })
    await newcomer(app, hall, { sittingId: hall.sittingIds[1]! })
    const form = await formOf(hall.id, {})
    const { status, html } = await post(`/desk/town-halls/${hall.id}`, form)
    expect(status).toBe(422)
    expect(html).toContain('신청한 분이 있는 회차는 뺄 수 없습니다')
  })
})

describe('who may', () => {
  test('the communication team writes, the mayor’s office reads, nobody else', async () => {
    const hall = await anOpenHall(app)
    const mayor = (await app.as.officer('mayor')).cookie
    const department = (await app.as.officer('department')).cookie
    expect((await open(`/desk/town-halls/${hall.id}`, mayor)).status).toBe(200)
    expect((await post(`/desk/town-halls/${hall.id}/end`, {}, mayor)).status).toBe(403)
    expect((await open('/desk/town-halls/new', mayor)).status).toBe(403)
    expect((await open('/desk/town-halls', department)).status).toBe(403)
    expect((await app.api('GET', `/api/desk/town-halls/${hall.id}/numbers`)).status).toBe(401)
  })

  test('nonsense in an address is shown as if it was not there', async () => {
    expect((await open('/desk/town-halls?state=none&after=x')).status).toBe(200)
    for (const id of ['0', '-1', 'x', '999999', '99999999999999999999'])
      expect((await open(`/desk/town-halls/${id}`)).status).toBe(404)
  })
})
