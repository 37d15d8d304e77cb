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
  home: 'First page',
  toPetition: 'See this petition',
  display: {
    lede: 'Every page looks as you choose, on this device. It is not linked to a name or an account.',
    theme: 'Colours',
    themes: {
      device: 'As the device',
      deviceHint: 'When the device is dark or in high contrast, the pages are too.',
      light: 'Light paper',
      dark: 'Dark paper',
      contrast: 'High contrast',
    },
    size: 'Text size',
    sizes: {
      small: 'Small',
      normal: 'Normal',
      larger: 'A little larger',
      large: 'Large',
      largest: 'Largest',
    },
    apply: 'Show pages like this',
  },
  problem: {
    status: 'HTTP status',
    code: 'Code (does not change)',
    type: 'Address',
    note: 'Programs tell the reason by this code. The sentence may change.',
  },
  outbox: {
    lede: 'A demonstration sends no mail; it gathers them here. Anyone’s mail can be read, so this page exists in a demonstration only.',
    reload: 'Look again',
    officers: 'Officers and their codes of this moment',
    officersHow: (password, seconds) =>
      `The password of each is ${password}. The codes change in ${seconds} seconds.`,
    toDesk: 'To the officers’ sign-in',
    mails: (count) => `${plural(count, 'mail', 'mails')}, newest first`,
    none: 'No mail was written yet. Sign in or file a petition, and it appears here.',
    files: (names: string) => `Attached: ${names}`,
  },
}
