import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { petitionCounts, petitionMoves } from '../../../server/petitions/petitions.tables.ts'
import { petitionSettings } from '../../../server/settings/settings.tables.ts'
import { startApp } from '../../support/app.ts'
import { aReceived, atTheDesk, rowOf } from './desk-fixtures.ts'

const app = await startApp({ now: new Date('2026-11-24T03:00:00Z') })
const { db } = app.deps
const { officer, author, safety, decide, publish, lastMove, entries } = await atTheDesk(app)

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
