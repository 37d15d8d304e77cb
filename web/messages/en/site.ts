import type { Messages } from '../index.ts'

const number = (value: number) => value.toLocaleString('en-US')
const plural = (count: number, one: string, many: string) => `${number(count)} ${count === 1 ? one : many}`

export const site: Messages['site'] = {
  promise: ['Tell us,', 'and the first thing you hear', 'is when we will answer.'],
  lede: (threshold) =>
    `Anyone who lives, works or studies in Yeongdeungpo can write. With ${number(threshold)} endorsements the mayor answers in text and video; with fewer, the department in charge answers.`,
  searchLabel: 'Search petitions',
  searchHint: 'What troubles you? Such as: parking, library',
  otherWays: 'File by phone or in person',
  map: 'Petitions near you',
  mapCount: (count) => `${plural(count, 'petition', 'petitions')} collecting`,
  collecting: 'Petitions collecting now',
  awaiting: 'Answers being prepared',
  inTime: 'Answered by their date, this year',
  inTimeOf: (inTime, due) => `${number(inTime)} of ${number(due)}`,
  noneYet: 'none yet',
  commitments: 'Promises made in answers',
  collectingTitle: 'Petitions collecting endorsements',
  allOf: (count) => `See all ${number(count)}`,
  rulers:
    'Those that most people joined in the last three days come first. The blue bar is people, the black notch the days gone by: a bar longer than its notch is ahead of its goal.',
  nothingCollects: 'No petition is collecting just now',
  beFirst: 'Be the first to say what troubles you. It takes five minutes.',
  answeredTitle: 'Latest answers',
  nothingAnswered: 'No answers yet.',
  endorsedBy: (count) => `${plural(count, 'endorsement', 'endorsements')}`,
  answeredOn: (date) => `answered ${date}`,
  promises: (count) => plural(count, 'promise', 'promises'),
}
