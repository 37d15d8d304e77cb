import { describe, expect, test } from 'vitest'
import type { WorkReport } from '../../../shared/work-report.ts'
import { startApp } from '../../support/app.ts'
import { anOpenHall } from '../townhalls/seats.fixtures.ts'
import { aPetition, anAnswer, anEvent, anOpinion, seoul, textForm } from './rows.ts'

const app = await startApp({ now: new Date(seoul('2021-10-05')) })
const { cookie, officerId } = await app.as.officer('communication')
const { cookie: administrator } = await app.as.officer('administrator')
const { sql } = app.deps
const petition = (about: Parameters<typeof aPetition>[2]) => aPetition(app, officerId, about)
const period = 'from=2021-01-01&to=2021-09-30'
const ask = async (query = period) => {
  const { body } = await app.api('GET', `/api/work-reports?${query}`, undefined, { cookie })
  return body as {
    report: WorkReport
    checks: { name: string; holds: boolean | null; values: Record<string, string> }[]
  }
}
const post = (path: string, form: Record<string, string>, who = cookie) =>
  app.page(`/desk/work-reports/${path}`, { cookie: who, form })

describe('petitions', () => {
  test('are received by their day in Seoul, by every route, and drafts are none', async () => {
    await petition({ received: '2020-12-31T23:59' })
    await petition({ received: '2021-01-01T00:00', route: 'visit' })
    await petition({ received: '2021-09-30T23:59', route: 'phone' })
    await petition({ received: '2021-10-01T00:00' })
    await sql`update petitions set number = null, state = 'draft', received_at = null where number = ${await petition({ received: '2021-03-01' })}`
    const { report } = await ask()
    expect(report.received).toMatchObject({ count: 2, between: 1, total: 3 })
    expect(report.annex.routes.toSorted((a, b) => (a.route < b.route ? -1 : 1))).toEqual([
      { route: 'phone', count: 1 },
      { route: 'visit', count: 1 },
    ])
  })

  test('stand where they stood at the end of the last day, whatever came later', async () => {
    const before = (await ask()).report.standing
    await petition({
      received: '2021-02-01',
      opened: '2021-02-03',
      closed: '2021-03-05',
      answered: '2021-03-10',
    })
    await petition({
      received: '2021-08-20',
      opened: '2021-08-24',
      closed: '2021-09-23',
      answered: '2021-10-04',
    })
    await petition({ received: '2021-09-20', opened: '2021-09-22', hidden: true })
    await petition({ received: '2021-04-01', state: 'withdrawn', ended: '2021-04-02' })
    await petition({ received: '2021-04-03', state: 'rejected', ended: '2021-10-02' })
    const { report, checks } = await ask()
    expect(report.standing).toEqual({
      answered: before.answered + 1,
      awaiting: before.awaiting + 1,
      collecting: before.collecting + 1,
      ended: before.ended + 1,
      inReview: before.inReview + 1,
      unclear: 0,
    })
    expect(report.hidden).toBe(1)
    expect(report.ended).toMatchObject({ withdrawn: 1, rejected: 0 })
    expect(checks.find(({ name }) => name === 'received')).toMatchObject({ holds: true })
    expect(report.handled.count).toBe(2)
  })

  test('that are answered twice wait again between their establishment and the mayor’s answer', async () => {
    const before = (await ask()).report
    const number = await petition({
      received: '2021-05-01',
      opened: '2021-05-03',
      closed: '2021-06-02',
      established: '2021-05-20',
      answered: '2021-06-10',
    })
    const [row] = await sql`select id::int as id from petitions where number = ${number}`
    await anAnswer(app, officerId, row!.id, 'department', '2021-05-10')
    expect((await ask('from=2021-05-01&to=2021-05-19')).report.standing.answered).toBe(1)
    expect((await ask('from=2021-05-01&to=2021-06-09')).report.standing).toMatchObject({
      answered: 0,
      awaiting: 1,
    })
    const { report } = await ask()
    expect(report.established.count).toBe(before.established.count + 1)
    expect(report.annex.days.answered).toBe(before.annex.days.answered + 1)
  })

  test('established and answered in text alone are none of those with a video', async () => {
    const before = (await ask()).report.established.count
    const number = await petition({
      received: '2021-05-02',
      opened: '2021-05-03',
      closed: '2021-06-02',
      established: '2021-05-20',
      answered: '2021-06-10',
    })
    await sql`update answers set video_link = null where petition_id = (select id from petitions where number = ${number})`
    expect((await ask()).report.established.count).toBe(before)
  })

  test('about several dongs stand in each of them, and once by route', async () => {
    await petition({ received: '2021-07-01', dongs: ['yeoui', 'dorim'], category: 'welfare-health' })
    const { annex, received } = (await ask('from=2021-07-01&to=2021-07-01')).report
    expect(received.count).toBe(1)
    expect(annex.dongs.filter(({ count }) => count > 0).map(({ code }) => code)).toEqual(['yeoui', 'dorim'])
    expect(annex.cube).toEqual([
      { category: 'welfare-health', dong: 'dorim', route: 'online', count: 1 },
      { category: 'welfare-health', dong: 'yeoui', route: 'online', count: 1 },
    ])
  })

  test('are spread by how many endorsed them until the last day', async () => {
    for (const endorsed of [0, 1, 9, 10, 999, 1000])
      await petition({ received: '2021-07-05', opened: '2021-07-06', endorsed })
    const { annex } = (await ask('from=2021-07-05&to=2021-07-31')).report
    expect(annex.endorsements.map(({ count }) => count)).toEqual([1, 2, 1, 1, 1])
  })

  test('that were imported count where their source was declared ours, closed where nobody answered them there', async () => {
    const day = 'from=2021-08-10&to=2021-09-30'
    const before = (await ask(day)).report
    const [source] = await sql`insert into import_sources (name, ours, created_at)
      values ('옛 신문고', false, ${seoul('2021-10-01')}) returning id`
    for (const answered of [undefined, '2021-09-20']) {
      const number = await petition({
        received: '2021-08-10',
        opened: '2021-08-10',
        closed: '2021-09-10',
        answered,
      })
      await sql`update petitions set source_id = ${source!.id}, source_number = ${number}, source_category = '도시',
        response = ${answered ? 'answered' : 'none'}, response_kind = null, response_due_at = null where number = ${number}`
    }
    expect((await ask(day)).report.received.count).toBe(before.received.count)
    await sql`update import_sources set ours = true`
    const { report, checks } = await ask(day)
    expect(report.received.count).toBe(before.received.count + 2)
    expect(report.ended.closed).toBe(1)
    expect(report.standing).toMatchObject({ answered: before.standing.answered + 1, unclear: 0 })
    expect(checks[0]).toMatchObject({ name: 'received', holds: true })
  })

  test('whose state nobody can tell make the sum fail, and the page says so', async () => {
    const number = await petition({ received: '2021-06-30' })
    await sql`update petitions set state = 'transferred' where number = ${number}`
    const { report, checks } = await ask('from=2021-06-30&to=2021-06-30')
    expect(report.standing.unclear).toBe(1)
    expect(checks.find(({ name }) => name === 'received')).toMatchObject({ holds: false })
    const { html } = await app.page('/desk/work-reports?from=2021-06-30&to=2021-06-30', { cookie })
    expect(html).toContain('맞지 않음')
    await sql`update petitions set ended_at = ${seoul('2021-06-30')} where number = ${number}`
    expect((await ask('from=2021-06-30&to=2021-06-30')).checks[0]!.holds).toBe(true)
  })
})

describe('how petitions were handled', () => {
  test('is told by department: in time, late, overdue, and the news in between', async () => {
    const before = (await ask()).report.annex
    const [first, second] = await sql`select id::int as id, name_ko from departments order by id limit 2`
    const given = async (to: number, about: Parameters<typeof petition>[0]) => {
      const number = await petition({ opened: '2021-06-02', closed: '2021-07-02', ...about })
      const [row] =
        await sql`update petitions set department_id = ${to} where number = ${number} returning id::int as id`
      return row!.id as number
    }
    await given(first!.id, { received: '2021-06-01', answered: '2021-07-10', due: '2021-07-12' })
    await given(first!.id, { received: '2021-06-01', answered: '2021-07-20', due: '2021-07-12' })
    const waiting = await given(second!.id, { received: '2021-06-01', due: '2021-07-12' })
    await anAnswer(app, officerId, waiting, 'department', '2021-08-11')
    await sql`update answers set interim = true where petition_id = ${waiting}`
    const { annex } = (await ask()).report
    const change = (name: string) => {
      const of = ({ departments }: typeof annex) => departments.find(({ nameKo }) => nameKo === name)
      const [was, is] = [of(before), of(annex)!]
      return (['answered', 'inTime', 'late', 'overdue', 'interims'] as const).map(
        (key) => is[key] - (was?.[key] ?? 0),
      )
    }
    expect(change(first!.name_ko)).toEqual([2, 1, 1, 0, 0])
    expect(change(second!.name_ko)).toEqual([0, 0, 0, 1, 1])
    for (const key of ['answered', 'inTime', 'late', 'overdue', 'interims'] as const)
      expect(annex.departments.reduce((sum, line) => sum + line[key], 0)).toBe(annex.days[key])
  })

  test('stands on the page of a quarter, and a month bears its name; other periods have it in the annex', async () => {
    const paper = async (from: string, to: string) =>
      (await app.page(`/api/work-reports?from=${from}&to=${to}&format=csv`, { cookie })).html
    const quarter = await paper('2021-07-01', '2021-09-30')
    expect(quarter).toContain('2021년 3분기 주요업무 추진실적과 청원 처리 점검')
    expect(quarter.indexOf('부서별 답변')).toBeLessThan(quarter.indexOf('향후 계획'))
    expect(quarter).toMatch(/기한 안에 답변 \d+건\(\d+\.\d%\)/)
    expect(await paper('2021-07-01', '2021-07-31')).toContain('2021년 7월 주요업무 추진실적')
    const rest = await paper('2021-01-01', '2021-09-30')
    expect(rest).toContain('2021. 9. 30. 기준 주요업무 추진실적')
    expect(rest).not.toContain('청원 처리 점검')
    expect(rest.indexOf('부서별 답변')).toBeGreaterThan(rest.indexOf('붙임'))
  })
})

describe('a total', () => {
  const balance = (form: Record<string, string>) =>
    post(
      'settings/balance',
      { figure: 'received', beforeDay: '2021-01-01', count: '637', reason: '옮겨 옴', ...form },
      administrator,
    )

  test('goes on from the balance: rows before its day are in it already', async () => {
    const { count, between } = (await ask()).report.received
    expect(between).toBe(1)
    expect((await balance({})).status).toBe(303)
    const { report, checks } = await ask()
    expect(report.received).toMatchObject({ count, between: 0, total: 637 + count, balance: { count: 637 } })
    expect(checks.find(({ name }) => name === 'total')).toMatchObject({ holds: true })
    const later = (await ask('from=2021-07-01&to=2021-09-30')).report.received
    expect(later.total).toBe(637 + count)
  })

  test('of a balance within the period counts each case once; of a later one it cannot be said', async () => {
    await balance({ beforeDay: '2021-07-01', count: '700' })
    const { report, checks } = await ask()
    const [row] =
      await sql`select count(*)::int as count from petitions where received_at >= ${seoul('2021-07-01T00:00')} and received_at < ${seoul('2021-10-01T00:00')}`
    expect(report.received.total).toBe(700 + row!.count)
    expect(checks.map(({ name }) => name)).toContain('balanceLater')
    expect((await ask('from=2021-01-01&to=2021-03-31')).report.received.total).toBeNull()
    await balance({})
    expect((await ask()).report.received.balance).toEqual({ count: 637, beforeDay: '2021-01-01' })
  })

  test.each([
    ['a day to come', { beforeDay: '2021-10-06' }, 'beforeDay'],
    ['no number', { count: '' }, 'count'],
    ['a number below nothing', { count: '-1' }, 'count'],
    ['no reason', { reason: '' }, 'reason'],
  ])('takes no balance with %s', async (_what, form, field) => {
    const { status, html } = await balance(form)
    expect(status).toBe(422)
    expect(html).toContain(`href="#balance-${field}"`)
  })
})

describe('what was held', () => {
  test('town halls count once by their first day when they are over; the one with most people is named', async () => {
    const startsAt = new Date(seoul('2021-04-10'))
    const over = {
      state: 'ended',
      endedAt: startsAt,
      startsAt,
      registrationOpensAt: new Date(seoul('2021-03-01')),
      registrationClosesAt: startsAt,
    } as const
    const hall = await anOpenHall(app, { ...over, sittings: 3, titleKo: '청년과의 토론' })
    const most = await anOpenHall(app, { ...over, titleKo: '미래비전자문단과의 토론' })
    await anOpenHall(app, { ...over, state: 'cancelled', cancelReason: '감염병' })
    await anOpenHall(app, { ...over, state: 'announced' })
    expect((await ask()).report.townHalls).toEqual({ count: 2, lead: '청년과의 토론' })
    const [party] =
      await sql`insert into parties (party_id, town_hall_id, sitting_id, state, place, mode, kind, answers, note, lang, created_at, updated_at)
      values (gen_random_uuid(), ${most.id}, ${most.sittingId}, 'confirmed', 1, 'in-person', 'resident', '{}', '', 'ko', ${seoul('2021-04-01')}, ${seoul('2021-04-01')}) returning id`
    const [member] =
      await sql`insert into members (party_id, position, needs, code) values (${party!.id}, 1, '{}', 'AAAA1111') returning id`
    await sql`insert into visits (sitting_id, member_id, entered_at) values (${most.sittingId}, ${member!.id}, ${seoul('2021-04-10')})`
    const { report } = await ask()
    expect(report.townHalls).toEqual({ count: 2, lead: '미래비전자문단과의 토론' })
    expect(report.annex.townHalls).toMatchObject({ sittings: 4, registered: 1, came: 1 })
    await post('entries/text', await textForm(app, { leadTownHallId: String(hall.id) }))
    expect((await ask()).report.townHalls.lead).toBe('청년과의 토론')
  })

  test('listening events count when they were held, and opinions by what became of them', async () => {
    const event = await anEvent(app, officerId, '2021-05-04', '다문화가족 구민과의 소통', 41)
    await anEvent(app, officerId, '2021-05-05', '골목 한 바퀴', 40)
    await anEvent(app, officerId, '2021-05-06', '취소한 자리', 99, 'cancelled')
    await anEvent(app, officerId, '2021-10-01', '다음 기간', 99)
    await anOpinion(app, event, '2021-05-04', '2021-08-01')
    await anOpinion(app, event, '2021-05-04', '2021-10-01')
    await anOpinion(app, event, '2021-05-04')
    const { report } = await ask()
    expect(report.events).toEqual({ count: 2, lead: '다문화가족 구민과의 소통' })
    expect([report.opinions, report.policies]).toEqual([3, 1])
    expect(report.annex.opinions).toMatchObject({ policy: 1, heard: 2 })
  })
})
