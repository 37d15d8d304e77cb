/**
 * Closed lists of the work report, apart from the schemas that use them, so that no page brings a schema library along.
 */

/** Every figure that is counted from rows. */
export const countedFigures = [
  'received',
  'handled',
  'established',
  'townHalls',
  'events',
  'opinions',
  'policies',
] as const
export type CountedFigure = (typeof countedFigures)[number]

/** Figures that go on from a balance of what was before the system. */
export const balancedFigures = ['received', 'handled', 'established'] as const
export type BalancedFigure = (typeof balancedFigures)[number]

/** Figures that an officer enters by hand. Amounts are thousands of won, the rate is percent. */
export const enteredFigures = ['budget', 'executed', 'forecast', 'rate'] as const
export type EnteredFigure = (typeof enteredFigures)[number]

export const figures = [...countedFigures, ...enteredFigures] as const
export type Figure = (typeof figures)[number]

/** 재원: where money comes from. */
export const funds = ['national', 'city', 'district'] as const
export type Fund = (typeof funds)[number]

/** 반올림, 절사 */
export const roundings = ['half-up', 'truncate'] as const
export type Rounding = (typeof roundings)[number]

export const reportFormats = ['hwpx', 'xlsx', 'csv', 'json'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** Where a petition that was received stood at the end of a report's last day. */
export const standings = ['answered', 'inReview', 'collecting', 'awaiting', 'ended'] as const
export type Standing = (typeof standings)[number]

/** Steps of the distribution of endorsements: the least of each. */
export const endorsementSteps = [0, 1, 10, 100, 1_000] as const

/** What became of an opinion. */
export const opinionOutcomes = ['policy', 'done', 'doing', 'impossible', 'passedOn', 'heard'] as const
export type OpinionOutcome = (typeof opinionOutcomes)[number]

/** Reports that are mailed on a set day. */
export const noticeKinds = ['monthly', 'quarterly'] as const
export type NoticeKind = (typeof noticeKinds)[number]

export const reportLimits = { title: 60, purpose: 300, lines: 2_000, name: 60, reason: 300, years: 5 }
