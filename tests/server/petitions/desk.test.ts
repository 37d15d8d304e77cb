import { and, desc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { auditEntries } from '../../../server/audit/audit.tables.ts'
import { extensions } from '../../../server/petitions/answers.tables.ts'
import { establishments, petitionCounts, petitionMoves } from '../../../server/petitions/petitions.tables.ts'
import { petitionSettings } from '../../../server/settings/settings.tables.ts'
import { startApp } from '../../support/app.ts'
import { aReceived, departmentId, rowOf } from './desk-fixtures.ts'

const app = await startApp({ now: new Date('2026-11-24T03:00:00Z') })
const { db } = app.deps
const officer = await app.as.officer('communication')
const safety = await departmentId(app, 'urban-safety')
const author = await app.as.resident()

const decide = (number: string, noun: string, body: unknown, cookie = officer.cookie) =>
  app.api('POST', `/api/desk/petitions/${number}/${noun}`, body, { cookie })
const publish = (number: string) => decide(number, 'publication', { department: safety })

const lastMove = async (petitionId: number) =>
  (
    await db
      .select()
      .from(petitionMoves)
      .where(eq(petitionMoves.petitionId, petitionId))
      .orderBy(desc(petitionMoves.id))
  )[0]!
const entries = (act: string, id: number) =>
  db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.act, act), eq(auditEntries.aboutId, String(id))))

describe('publishing', () => {
  test('opens the window, copies the terms in force, tells the author and leaves its trace', async () => {
    const { id, number } = await aReceived(app, { authorId: author.personId })
    const { status, body } = await publish(number)
    expect(status).toBe(200)
    expect(body).toMatchObject({ number, state: 'open', closesAt: '2026-12-24T15:00:00.000Z' })
    expect(await rowOf(app, number)).toMatchObject({
      state: 'open',
      departmentId: safety,
      threshold: 1000,
      mayorDays: 20,
      departmentDays: 10,
      interimDays: 30,
      minLevelCounted: 0,
    })
    const [mail] = await app.mails(author.email)
    expect(mail!.subject).toBe('청원을 공개했습니다: 도림천 산책로에 조명을 더 놓아 주세요')
    expect(mail!.text).toContain('12월 24일(목) 밤 12시까지 공감을 모읍니다')
    expect(await lastMove(id)).toMatchObject({ move: 'publish', officerId: officer.officerId })
    expect(await entries('petition.publish', id)).toMatchObject([
      { actorId: officer.officerId, detail: { state: 'received', department: safety } },
    ])
    expect(await db.select().from(petitionCounts).where(eq(petitionCounts.petitionId, id))).toHaveLength(1)
  })

  test('promises what the terms say on that day, and later terms do not touch it', async () => {
    const [first, second] = [await aReceived(app), await aReceived(app)]
    await publish(first.number)
    await db.insert(petitionSettings).values({
      fromAt: new Date('2026-11-24T04:00:00Z'),
      windowDays: 60,
      threshold: 500,
      mayorDays: 30,
      departmentDays: 14,
      interimDays: 30,
      reviewDays: 7,
      supplementDays: 7,
      minLevelCounted: 0,
      reason: '조례 개정',
    })
    app.setNow(new Date('2026-11-24T05:00:00Z'))
    await publish(second.number)
    expect(await rowOf(app, first.number)).toMatchObject({ threshold: 1000, mayorDays: 20 })
    expect(await rowOf(app, second.number)).toMatchObject({
      threshold: 500,
      mayorDays: 30,
      minLevelCounted: 0,
      closesAt: new Date('2027-01-23T15:00:00Z'),
    })
  })

  test('asks for a confirmation where the text names personal data', async () => {
    const { number } = await aReceived(app, { problem: '제 번호는 010-1234-5678입니다.' })
    const refused = await publish(number)
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'personal-data-found', fields: [{ field: 'confirmed' }] },
    })
    expect((await rowOf(app, number)).state).toBe('received')
    expect((await decide(number, 'publication', { department: safety, confirmed: true })).status).toBe(200)
  })

  test('is refused for a department that does not exist, an unknown petition, and twice', async () => {
    const { number } = await aReceived(app)
    expect((await decide(number, 'publication', { department: 99_999 })).body).toMatchObject({
      status: 422,
      fields: [{ field: 'department' }],
    })
    expect((await decide(number, 'publication', {})).status).toBe(422)
    expect((await publish('2026-999999')).status).toBe(404)
    expect((await publish('not a number')).status).toBe(404)
    expect((await publish(number)).status).toBe(200)
    expect((await publish(number)).body).toMatchObject({ status: 409, code: 'not-allowed-now' })
  })
})

describe('the other decisions about what came in', () => {
  test('a supplement request stops the review clock and gives the author seven working days', async () => {
    const { id, number } = await aReceived(app, { authorId: author.personId })
    const { body } = await decide(number, 'supplement-request', { note: '어느 다리인지 알려 주세요.' })
    expect(body).toMatchObject({ state: 'supplement_requested' })
    expect(await rowOf(app, number)).toMatchObject({
      reviewDueAt: null,
      supplementDueAt: new Date('2026-12-03T15:00:00Z'),
      decisionNote: '어느 다리인지 알려 주세요.',
    })
    expect(await lastMove(id)).toMatchObject({ move: 'ask', publicNote: '어느 다리인지 알려 주세요.' })
    expect((await app.mails(author.email))[0]!.text).toContain('12월 3일(목)까지 보완해 주세요')
    expect((await decide(number, 'supplement-request', { note: '' })).status).toBe(422)
  })

  test('a rejection has a ground of the list and says what can be done instead', async () => {
    const { number } = await aReceived(app, { authorId: author.personId })
    expect((await decide(number, 'rejection', { ground: 'because' })).body).toMatchObject({
      status: 422,
      code: 'ground-required',
      fields: [{ field: 'ground' }],
    })
    await decide(number, 'rejection', { ground: 'in-court', note: '판결 뒤에 내 주세요.' })
    expect(await rowOf(app, number)).toMatchObject({ state: 'rejected', groundCode: 'in-court' })
    const { text } = (await app.mails(author.email))[0]!
    expect(text).toContain('재판·수사·감사 중인 일')
    expect(text).toContain('끝난 뒤에 다시 내실 수 있습니다.')
  })

  test('a transfer names the body', async () => {
    const { number } = await aReceived(app)
    await decide(number, 'transfer', { body: '서울교통공사', note: '지하철역 안의 일입니다.' })
    expect(await rowOf(app, number)).toMatchObject({
      state: 'transferred',
      transferredTo: '서울교통공사',
      response: 'none',
    })
  })

  test('a merge goes into a petition that is in sight, and no other', async () => {
    const [target, waiting, hidden, one] = [
      await aReceived(app),
      await aReceived(app),
      await aReceived(app),
      await aReceived(app, { authorId: author.personId }),
    ]
    await publish(target.number)
    await publish(hidden.number)
    await decide(hidden.number, 'hiding', { reason: '확인 중' })
    for (const into of [waiting.number, hidden.number, one.number, '2026-999999'])
      expect((await decide(one.number, 'merge', { into })).body).toMatchObject({
        status: 422,
        code: 'merge-target',
      })
    expect((await decide(one.number, 'merge', { into: target.number })).body.state).toBe('merged')
    expect((await rowOf(app, one.number)).mergedInto).toBe(target.id)
    expect((await app.mails(author.email))[0]!.text).toContain(`/petitions/${target.number}`)
  })

  test('an author who reads English is told in English', async () => {
    const reader = await app.as.resident()
    await app.deps.sql`update persons set lang = 'en' where id = ${reader.personId}`
    const { number } = await aReceived(app, { authorId: reader.personId })
    await decide(number, 'rejection', { ground: 'simple-complaint' })
    const { subject, text } = (await app.mails(reader.email))[0]!
    expect(subject).toContain('Your petition was not published')
    expect(text).toContain(`/en/petitions/${number}`)
  })

  test('a memo stays at the desk', async () => {
    const { id, number } = await aReceived(app)
    await decide(number, 'transfer', { body: '서울시', internal: '통화로 확인함' })
    expect(await lastMove(id)).toMatchObject({ publicNote: null, internalNote: '통화로 확인함' })
    const { body } = await app.api('GET', `/api/desk/petitions/${number}`, undefined, officer)
    expect(body.history.at(-1)).toMatchObject({
      move: 'transfer',
      internal: '통화로 확인함',
      officer: '김담당',
    })
  })
})

describe('once it is published', () => {
  test('hiding needs a reason, is undone by showing, and removing goes further', async () => {
    const { number } = await aReceived(app, { authorId: author.personId })
    expect((await decide(number, 'hiding', { reason: '욕설' })).body.code).toBe('not-allowed-now')
    await publish(number)
    expect((await decide(number, 'hiding', { reason: ' ' })).status).toBe(422)
    expect(
      (await decide(number, 'hiding', { reason: '이름이 적혀 있어 확인하고 있습니다.' })).body,
    ).toMatchObject({
      hidden: true,
      state: 'open',
    })
    expect((await app.mails(author.email))[0]!.text).toContain('이름이 적혀 있어')
    expect((await decide(number, 'hiding', { reason: '또' })).body.code).toBe('not-allowed-now')
    expect((await decide(number, 'showing', {})).body.hidden).toBe(false)
    expect((await decide(number, 'showing', {})).body.code).toBe('not-allowed-now')
    await decide(number, 'hiding', { reason: '확인 중' })
    await decide(number, 'hiding', { reason: '남의 정보가 있어 내렸습니다.', removed: true })
    expect(await rowOf(app, number)).toMatchObject({
      removed: true,
      hiddenReason: '남의 정보가 있어 내렸습니다.',
    })
  })

  test('a case passes to another department with a reason, its date stands, and that department hears of it', async () => {
    const { id, number } = await aReceived(app)
    await publish(number)
    const roads = await departmentId(app, 'roads')
    const newcomer = await app.as.officer('department', { department: 'roads' })
    expect((await decide(number, 'department', { department: safety, reason: '그대로' })).status).toBe(409)
    expect((await decide(number, 'department', { department: roads, reason: '' })).status).toBe(422)
    await decide(number, 'department', { department: roads, reason: '도로 시설입니다.' })
    expect((await rowOf(app, number)).departmentId).toBe(roads)
    expect(await lastMove(id)).toMatchObject({
      move: 'pass',
      publicNote: expect.stringContaining('도로 시설입니다.'),
    })
    expect(await app.mails(newcomer.email)).toHaveLength(1)
  })

  test('an answer that is due can be given a later day, with a public reason', async () => {
    const dueAt = new Date('2026-12-04T15:00:00Z')
    const { id, number } = await aReceived(app, {
      state: 'closed',
      response: 'due',
      responseKind: 'department',
      responseDueAt: dueAt,
      authorId: author.personId,
    })
    const extend = (day: string, reason = '현장을 더 살펴야 합니다.') =>
      decide(number, 'extension', { day, reason })
    expect((await extend('2026-12-04')).body.code).toBe('date-must-be-later')
    expect((await extend('2126-12-04')).body.code).toBe('date-too-far')
    expect((await extend('2026-13-45')).status).toBe(422)
    expect((await extend('2026-12-18', '')).status).toBe(422)
    expect((await extend('2026-12-18')).body.responseDueAt).toBe('2026-12-18T15:00:00.000Z')
    expect(await db.select().from(extensions).where(eq(extensions.petitionId, id))).toMatchObject([
      { fromDueAt: dueAt, toDueAt: new Date('2026-12-18T15:00:00Z'), reason: '현장을 더 살펴야 합니다.' },
    ])
    expect((await app.mails(author.email))[0]!.subject).toContain('답변을 12월 18일(금)까지 드립니다')
    const open = await aReceived(app)
    expect((await decide(open.number, 'extension', { day: '2026-12-18', reason: '까닭' })).body.code).toBe(
      'not-allowed-now',
    )
  })

  test('category and dongs can be put right, and the audit log keeps what they were', async () => {
    const { id, number } = await aReceived(app)
    const body = { category: 'city', dongs: ['yeoui'], department: safety }
    expect((await decide(number, 'classification', { ...body, category: 'none' })).status).toBe(422)
    expect((await decide(number, 'classification', { ...body, dongs: ['none'] })).status).toBe(422)
    expect((await decide(number, 'classification', body)).status).toBe(200)
    expect(await rowOf(app, number)).toMatchObject({
      categoryCode: 'city',
      dongCodes: ['yeoui'],
      departmentId: safety,
    })
    expect(await entries('petition.classify', id)).toMatchObject([
      { detail: { before: { categoryCode: 'living-environment' }, after: { categoryCode: 'city' } } },
    ])
  })
})

describe('two officers at once', () => {
  test('who comes second is refused, and only one decision stands', async () => {
    const other = await app.as.officer('communication')
    for (let round = 0; round < 5; round += 1) {
      const { id, number } = await aReceived(app, { authorId: author.personId })
      const answers = await Promise.all([
        publish(number),
        decide(number, 'rejection', { ground: 'duplicate' }, other.cookie),
        decide(number, 'transfer', { body: '서울시' }, other.cookie),
      ])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
      expect(await db.select().from(petitionMoves).where(eq(petitionMoves.petitionId, id))).toHaveLength(1)
    }
  })

  test('a decision on a page that has grown old is refused', async () => {
    const { number } = await aReceived(app)
    const { body: seen } = await app.api('GET', `/api/desk/petitions/${number}`, undefined, officer)
    app.setNow(new Date(app.deps.now().getTime() + 1000))
    await decide(number, 'classification', { category: 'city' })
    const late = await decide(number, 'publication', { department: safety, seen: seen.seen })
    expect(late.body).toMatchObject({ status: 409, code: 'changed-meanwhile' })
    const { body: now } = await app.api('GET', `/api/desk/petitions/${number}`, undefined, officer)
    expect((await decide(number, 'publication', { department: safety, seen: now.seen })).status).toBe(200)
  })
})

describe('hiding while people endorse', () => {
  test('nothing is added once it is hidden, and all that was acknowledged is counted', async () => {
    const { id, number } = await aReceived(app)
    await publish(number)
    const residents = await Promise.all(Array.from({ length: 40 }, () => app.as.resident()))
    const endorse = ({ cookie }: { cookie: string }) =>
      app.api('POST', `/api/petitions/${number}/endorsements`, {}, { cookie })
    const [first, ...rest] = residents
    await endorse(first!)
    const racing = rest.map(endorse)
    const hiding = await decide(number, 'hiding', { reason: '확인 중' })
    expect(hiding.status).toBe(200)
    const outcomes = await Promise.all(racing)
    const counted = outcomes.filter(({ status }) => status === 201).length
    expect(outcomes.filter(({ status }) => status !== 201).every(({ body }) => body.code === 'hidden')).toBe(
      true,
    )
    const [counts] = await db.select().from(petitionCounts).where(eq(petitionCounts.petitionId, id))
    expect(counts!.total).toBe(1 + counted)
    expect((await endorse(await app.as.resident())).body.code).toBe('hidden')
    expect((await db.select().from(petitionCounts).where(eq(petitionCounts.petitionId, id)))[0]!.total).toBe(
      1 + counted,
    )
  })
})

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
