import { describe, expect, test } from 'vitest'
import { reportable, teamIn } from '../../../server/workreport/period.rules.ts'
import { exactRate, rateOf, sharesOf } from '../../../server/workreport/rounding.rules.ts'
import { lastOf, usualPeriods, wholeOf } from '../../../shared/work-report-period.ts'

/** The nine pairs of budget and execution that the report of 30 September 2021 prints, in thousands of won. */
const printed: [what: string, budget: number, executed: number, rate: string][] = [
  ['the department', 2_041_985, 1_540_967, '75.5'],
  ['coordination', 72_376, 52_025, '71.9'],
  ['finances', 545_032, 309_190, '56.7'],
  ['performance', 255_493, 120_990, '47.4'],
  ['communication', 987_400, 938_691, '95.1'],
  ['running costs', 181_684, 120_071, '66.1'],
  ['evaluation', 86_400, 57_851, '67'],
  ['participation', 41_000, 27_450, '66.9'],
  ['idea teams', 16_400, 9_775, '59.6'],
]
const halfUp = { rounding: 'half-up', dropZero: false } as const

describe('the rate of execution', () => {
  test('rounds half up as the report of 2021 does, with its two exceptions', () => {
    const exceptions = printed.filter(
      ([, budget, executed, rate]) => rateOf(executed, budget, halfUp) !== rate,
    )
    expect(
      exceptions.map(([what, budget, executed, rate]) => [what, rateOf(executed, budget, halfUp), rate]),
    ).toEqual([
      ['evaluation', '67.0', '67'],
      ['participation', '67.0', '66.9'],
    ])
  })

  test('either exception is a setting: a dropped zero, and cutting off', () => {
    expect(rateOf(57_851, 86_400, { rounding: 'half-up', dropZero: true })).toBe('67')
    expect(rateOf(27_450, 41_000, { rounding: 'truncate', dropZero: false })).toBe('66.9')
    expect(exactRate(27_450, 41_000)).toBe('66.951')
  })

  test.each([
    [0, 41_000, '0.0'],
    [41_000, 41_000, '100.0'],
    [1, 2_000, '0.1'],
    [1, 2_001, '0.0'],
    [50_000, 41_000, '122.0'],
    [2_147_483_647, 2_147_483_647, '100.0'],
  ])('%d of %d is %s', (executed, budget, rate) => {
    expect(rateOf(executed, budget, halfUp)).toBe(rate)
  })

  test('of no budget is none', () => {
    expect(rateOf(0, 0, halfUp)).toBeNull()
  })
})

test('shares are printed as they are: those of the six categories of 2021 add to 99.9', () => {
  const { shares, sum } = sharesOf([481, 153, 117, 62, 52, 28])
  expect(shares).toEqual(['53.9', '17.1', '13.1', '6.9', '5.8', '3.1'])
  expect(sum).toBe('99.9')
  expect(sharesOf([0, 0]).shares).toEqual(['0.0', '0.0'])
})

describe('a period', () => {
  const today = '2021-10-05'
  test.each([
    ['ends before it begins', { from: '2021-09-30', to: '2021-01-01' }, 'period-backwards'],
    ['is not over yet', { from: '2021-01-01', to: '2021-10-06' }, 'period-in-future'],
    ['is longer than anyone reports on', { from: '2015-01-01', to: '2021-09-30' }, 'period-too-long'],
  ])('that %s is refused', (_what, period, code) => {
    expect(() => reportable(period, today)).toThrow(code)
  })

  test('may be one day, and may end today', () => {
    expect(reportable({ from: today, to: today }, today)).toEqual({ from: today, to: today })
  })

  test('the months and quarters before a day cross the year', () => {
    expect(lastOf('monthly', '2022-01-05')).toEqual({ from: '2021-12-01', to: '2021-12-31' })
    expect(lastOf('quarterly', '2022-01-05')).toEqual({ from: '2021-10-01', to: '2021-12-31' })
    expect(lastOf('quarterly', '2021-06-30')).toEqual({ from: '2021-01-01', to: '2021-03-31' })
    expect(lastOf('monthly', '2024-03-31')).toEqual({ from: '2024-02-01', to: '2024-02-29' })
    expect(usualPeriods('2021-10-05').lastYear).toEqual({ from: '2020-01-01', to: '2020-12-31' })
  })

  test('is known for a whole month or quarter', () => {
    expect(wholeOf({ from: '2021-09-01', to: '2021-09-30' })).toEqual({ kind: 'monthly', year: 2021, nth: 9 })
    expect(wholeOf({ from: '2021-07-01', to: '2021-09-30' })).toEqual({
      kind: 'quarterly',
      year: 2021,
      nth: 3,
    })
    expect(wholeOf({ from: '2021-08-01', to: '2021-10-31' })).toBeNull()
    expect(wholeOf({ from: '2021-09-01', to: '2021-09-29' })).toBeNull()
  })
})

describe('a team that was renamed', () => {
  const teams = [
    {
      id: 1,
      nameKo: '소통팀',
      nameEn: 'Talk',
      fromDay: '2018-01-01',
      untilDay: '2021-05-01',
      successorId: 2,
    },
    {
      id: 2,
      nameKo: '소통공감팀',
      nameEn: 'Communication',
      fromDay: '2021-05-01',
      untilDay: null,
      successorId: null,
    },
  ]
  const year = { from: '2021-01-01', to: '2021-09-30' }

  test('within the period is one team: named as on the last day, with its old name', () => {
    for (const wanted of [undefined, 1, 2]) {
      const { team, formerly } = teamIn(teams, year, wanted)
      expect([team.nameKo, formerly.map(({ nameKo }) => nameKo)]).toEqual(['소통공감팀', ['소통팀']])
    }
  })

  test('bears its old name in a report of then', () => {
    const { team, formerly } = teamIn(teams, { from: '2021-01-01', to: '2021-04-30' })
    expect([team.nameKo, formerly]).toEqual(['소통팀', []])
  })

  test('before the period is answered with its new name', () => {
    const after = { from: '2021-06-01', to: '2021-09-30' }
    expect(() => teamIn(teams, after, 1)).toThrow('team-renamed')
    expect(teamIn(teams, after).formerly).toEqual([])
  })

  test('is refused before it began, and what is no team too', () => {
    expect(() => teamIn(teams, { from: '2017-01-01', to: '2017-12-31' })).toThrow('team-not-yet')
    expect(() => teamIn(teams, { from: '2021-01-01', to: '2021-04-30' }, 2)).toThrow('team-not-yet')
    expect(() => teamIn(teams, year, 9)).toThrow('team-unknown')
  })
})
