import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { extensions } from '../../../server/petitions/answers/answers.tables.ts'
import { petitionCounts } from '../../../server/petitions/petitions.tables.ts'
import { startApp } from '../../support/app.ts'
import { aReceived, atTheDesk, departmentId, rowOf } from './desk-fixtures.ts'

const app = await startApp({ now: new Date('2026-11-24T03:00:00Z') })
const { db } = app.deps
const { author, safety, decide, publish, lastMove, entries } = await atTheDesk(app)

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
