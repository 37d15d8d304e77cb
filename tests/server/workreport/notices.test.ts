import { describe, expect, test } from 'vitest'
import { noticesDue } from '../../../server/workreport/notices.rules.ts'
import { startApp } from '../../support/app.ts'
import { inParallel } from '../../support/parallel.ts'
import { seoul } from './rows.ts'

const settings = { mailDay: 5, monthly: true, quarterly: true }
const september = { kind: 'monthly', period: { from: '2021-09-01', to: '2021-09-30' } }
const third = { kind: 'quarterly', period: { from: '2021-07-01', to: '2021-09-30' } }

describe('what is to be mailed', () => {
  test.each([
    ['on the set day, from nine on', '2021-10-05', 9, [september, third]],
    ['not before nine', '2021-10-05', 8, []],
    ['not the day before', '2021-10-04', 12, []],
    ['two days later where the server was away', '2021-10-07', 12, [september, third]],
    ['no later', '2021-10-08', 12, []],
    [
      'quarters in their first month only',
      '2021-11-05',
      9,
      [{ kind: 'monthly', period: { from: '2021-10-01', to: '2021-10-31' } }],
    ],
  ])('%s', (_what, day, hour, due) => {
    expect(noticesDue(settings, day, hour)).toEqual(due)
  })

  test('only what is switched on', () => {
    expect(noticesDue({ ...settings, monthly: false }, '2021-10-05', 9)).toEqual([third])
    expect(noticesDue({ ...settings, monthly: false, quarterly: false }, '2021-10-05', 9)).toEqual([])
  })
})

describe('the team', () => {
  test('gets each report’s link once, however many processes look, and others get none', async () => {
    const app = await startApp({ now: new Date(seoul('2021-10-05T08:59')) })
    const team = [await app.as.officer('communication'), await app.as.officer('communication')]
    const { email: department } = await app.as.officer('department')
    const sweep = app.site.sweeps.find(({ name }) => name === 'mail-work-reports')!
    await sweep.run()
    expect(await app.mails()).toEqual([])
    app.setNow(new Date(seoul('2021-10-05T09:01')))
    await inParallel([1, 2, 3, 4], 4, () => sweep.run())
    app.setNow(new Date(seoul('2021-10-06T09:01')))
    await sweep.run()
    for (const { email, cookie } of team) {
      const mails = await app.mails(email)
      expect(mails.map(({ subject }) => subject).toSorted()).toEqual([
        '[업무보고] 2021년 3분기 청원 처리 점검',
        '[업무보고] 2021년 9월 실적',
      ])
      for (const { text } of mails) {
        const address = /https?:\S+/.exec(text)![0]
        const page = await app.page(address, { cookie })
        expect(page.status).toBe(200)
        expect(page.html).toMatch(/2021년 (9월 실적|3분기 점검)/)
      }
    }
    expect(await app.mails(department)).toEqual([])
  })

  test('gets nothing of a kind that the administrator switched off', async () => {
    const app = await startApp({ now: new Date(seoul('2021-10-04')) })
    const { email } = await app.as.officer('communication')
    const { cookie } = await app.as.officer('administrator')
    const form = { rounding: 'half-up', mailDay: '5', quarterly: 'true', reason: '분기마다 충분함' }
    expect((await app.page('/desk/work-reports/settings/rounding', { cookie, form })).status).toBe(303)
    app.setNow(new Date(seoul('2021-10-05')))
    await app.site.sweeps.find(({ name }) => name === 'mail-work-reports')!.run()
    expect((await app.mails(email)).map(({ subject }) => subject)).toEqual([
      '[업무보고] 2021년 3분기 청원 처리 점검',
    ])
    const wrong = await app.page('/desk/work-reports/settings/rounding', {
      cookie,
      form: { ...form, mailDay: '31' },
    })
    expect([wrong.status, wrong.html.includes('href="#rounding-mailDay"')]).toEqual([422, true])
  })
})
