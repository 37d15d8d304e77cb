import { describe, expect, test } from 'vitest'
import type { WorkReport } from '../../../shared/work-report.ts'
import { startApp } from '../../support/app.ts'
import { budgetForm, seoul, textForm } from './rows.ts'

const app = await startApp({ now: new Date(seoul('2021-10-05')) })
const { cookie } = await app.as.officer('communication')
const { cookie: administrator } = await app.as.officer('administrator')
const period = 'from=2021-01-01&to=2021-09-30'
type Answer = {
  report: WorkReport
  checks: { name: string; holds: boolean | null; values: Record<string, string> }[]
}
const ask = async (query = period) =>
  (await app.api<Answer>('GET', `/api/work-reports?${query}`, undefined, { cookie })).body
const post = (path: string, form: Record<string, string>, who = cookie) =>
  app.page(`/desk/work-reports/${path}`, { cookie: who, form })

describe('what is entered by hand', () => {
  test('texts hold from their day on, and every line says its level', async () => {
    expect((await post('entries/text', await textForm(app))).status).toBe(303)
    const { page } = (await ask()).report
    expect(page.plan).toEqual([
      { level: 1, text: '소통 지속' },
      { level: 2, text: '온라인' },
    ])
    expect((await ask('from=2020-01-01&to=2020-12-31')).report.page.title).not.toBe('구민 참여 확대')
  })

  test.each([
    ['a line without a mark', { plan: '○ 하나\n둘' }, 422, 'plan'],
    ['a - under no ○', { overview: '- 하나' }, 422, 'overview'],
    ['no title', { title: '' }, 422, 'title'],
    ['a day that is none', { fromDay: '2021-02-30' }, 422, 'fromDay'],
    ['texts that someone else changed', { seen: '999' }, 409, 'fromDay'],
  ])('refuses %s and keeps what was typed', async (_what, changes, code, field) => {
    const { status, html } = await post(
      'entries/text',
      await textForm(app, { purpose: '그대로 남는 글', ...changes }),
    )
    expect(status).toBe(code)
    expect(html).toContain(`href="#text-${field}"`)
    expect(html).toContain('그대로 남는 글')
  })

  test('without a budget the page says so, and nothing can be kept', async () => {
    const { html } = await app.page(`/desk/work-reports?${period}`, { cookie })
    expect(html).toContain('2021년 예산을 아직 입력하지 않음')
    const { status, html: refused } = await post('prints', {
      from: '2021-01-01',
      to: '2021-09-30',
      team: '',
      seen: '',
    })
    expect([status, refused.includes('2021년 예산을 아직 입력하지 않았습니다')]).toEqual([409, true])
  })

  test('a budget is counted with its rounding, and the other one is told', async () => {
    expect((await post('entries/budget', budgetForm())).status).toBe(303)
    const { report, checks } = await ask()
    expect(report.budget).toMatchObject({
      budget: { national: 0, city: 0, district: 41_000, total: 41_000 },
      executed: { total: 27_450 },
      rate: '67.0',
      exact: '66.951',
      otherwise: '66.9',
    })
    expect(checks.find(({ name }) => name === 'rounding')).toMatchObject({
      values: { rate: '67.0', otherwise: '66.9' },
    })
    const set = {
      rounding: 'truncate',
      mailDay: '5',
      monthly: 'true',
      quarterly: 'true',
      reason: '지난 보고와 같게',
    }
    app.setNow(new Date(seoul('2021-10-05T13:00')))
    expect((await post('settings/rounding', set, administrator)).status).toBe(303)
    expect((await ask()).report.budget!.rate).toBe('66.9')
    expect(
      (await post('settings/rounding', { ...set, basedOn: '2018-01-01T00:00:00.000Z' }, administrator))
        .status,
    ).toBe(409)
  })

  test('a rate may be written by hand, with a reason that is printed', async () => {
    await post(
      'entries/budget',
      budgetForm({ forecast: '39,000', rateByHand: '67', rateReason: '지침에 따름' }),
    )
    const { budget } = (await ask()).report
    expect(budget).toMatchObject({ rate: '67.0', byHand: '지침에 따름', forecast: 39_000 })
    const { html } = await app.page(`/desk/work-reports?${period}`, { cookie })
    expect(html).toContain('지침에 따름')
    expect(html).toContain('집행 예상 (12.31.까지)')
    await post('entries/budget', budgetForm())
  })

  test.each([
    ['letters', { budgetDistrict: '많이' }, 'budgetDistrict'],
    ['less than nothing', { executedCity: '-1' }, 'executedCity'],
    ['more than a number can be', { budgetNational: '99999999999' }, 'budgetNational'],
    ['a rate that is none', { rateByHand: '칠십' }, 'rateByHand'],
    ['a rate without a reason', { rateByHand: '70.0' }, 'rateReason'],
    ['no day', { asOf: '' }, 'asOf'],
    ['a day before the team', { asOf: '2010-01-01' }, 'to'],
  ])('a budget of %s is refused', async (_what, changes, field) => {
    const { status, html } = await post('entries/budget', budgetForm(changes))
    expect(status).toBe(422)
    expect(html).toContain(`href="#budget-${field}"`)
  })

  test('a budget that is spent twice over shows', async () => {
    await post('entries/budget', budgetForm({ asOf: '2020-12-31', executedDistrict: '50,000' }))
    const { checks } = await ask('from=2020-01-01&to=2020-12-31')
    expect(checks.find(({ name }) => name === 'overspent')).toMatchObject({ holds: false })
  })
})
