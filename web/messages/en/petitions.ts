import type { Messages } from '../index.ts'

const number = (value: number) => value.toLocaleString('en-US')
const people = (value: number) => (value === 1 ? '1 person' : `${number(value)} people`)
const days = (value: number) => (value === 1 ? '1 day' : `${number(value)} days`)

export const petitions: Messages['petitions'] = {
  title: 'Petitions',
  lede: (window, threshold, mayor) =>
    `When ${number(threshold)} people endorse a petition within ${window} days, the mayor answers within ${mayor} days.`,
  stages: 'Stages of petitions',
  stage: {
    collecting: 'Collecting',
    awaiting: 'Awaiting an answer',
    answered: 'Answered',
    ended: 'Ended',
    all: 'All',
  },
  sorts: 'Order',
  sort: { newest: 'Newest', most: 'Most endorsed', closing: 'Closing soon', rising: 'Rising' },
  dueSoon: 'Due soonest',
  filters: 'Filters',
  category: 'Category',
  allCategories: 'All categories',
  dong: 'Dong',
  tilesHint: 'Petitions of the chosen category. Press a tile to see only that dong.',
  searchLabel: 'Search petitions',
  searchHint: 'What troubles you? Such as parking',
  found: (q, count) => `“${q}”: ${count}`,
  foundWhere: 'found in titles and texts',
  readAs: (q) => `The keyboard seemed to be in the other language; this was read: ${q}`,
  emptyHere: 'Nothing at this stage or with these filters, but there is elsewhere.',
  searchAll: (count) => `Show all petitions found (${count})`,
  count: (count) => (count === 1 ? '1 petition' : `${number(count)} petitions`),
  thousand: 'more than 1,000',
  drop: 'remove',
  dropAll: 'Clear all filters',
  answerDue: ({ late, days: left }, mayor) => {
    const who = mayor ? 'Mayor’s answer' : 'Answer'
    return late ? `${who} ${days(left)} late` : left === 0 ? `${who} due today` : `${who} in ${days(left)}`
  },
  answeredOn: (day) => `answered ${day}`,
  emptySearch: (q) => `There is no petition about “${q}” yet`,
  emptySearchText: 'Try fewer or other words, or be the first to say it.',
  emptyFilter: 'No petition matches these filters',
  emptyFilterText: 'Clear the filters to see other petitions.',
  empty: {
    collecting: 'No petition is collecting endorsements now',
    awaiting: 'No petition is awaiting an answer',
    answered: 'No petition has been answered yet',
    ended: 'No petition has ended',
    all: 'There are no petitions yet',
  },
  emptyText: 'Be the first to say what should change. It takes five minutes.',
  write: 'Write a petition',

  number: (n) => `Petition ${n}`,
  author: (name) => `by ${name}`,
  onBehalf: (route) => `came in: ${route.toLowerCase()}`,
  total: (count) => `endorsed by ${people(count)}`,
  closesAt: (day) => `closes at midnight at the end of ${day}`,
  daysTo: (left) => (left === 0 ? 'today' : `D-${left}`),
  answerBy: (day) => `answer due by ${day}`,
  early: (left) => (left === 0 ? 'answered in time' : `answered ${days(left)} early`),
  lateBy: (over) => `answered ${days(over)} late`,
  proposal: 'What is asked for',
  effect: 'What it would bring',
  text: 'The petition',
  readText: (name, day) => `Read what ${name} wrote (${day})`,
  writer: 'the author',
  writerNamed: (name) => name,
  numbers: 'Endorsements by dong and by day',

  endorse: 'Endorse',
  once: 'Each person endorses once. Names are not published. You can take it back until it closes.',
  follow: 'Follow',
  pace: (left, each) =>
    left === 0
      ? `If ${people(each)} more endorse by midnight, the mayor answers.`
      : `If ${people(each)} a day endorse over the ${days(left)} left, the mayor answers.`,
  paceNow: (each) => `Last week it was ${number(each)} a day.`,
  establishedAt: (threshold, day) =>
    day
      ? `Over ${number(threshold)} people endorsed. The mayor answers by ${day}.`
      : `Over ${number(threshold)} people endorsed. The due date of the mayor’s answer follows soon.`,
  closedBelow: (who, day) =>
    `Endorsing has closed. ${who ?? 'The department in charge'} answers${day ? ` by ${day}` : ''}.`,
  closedAnswered: 'Endorsing has closed.',
  closing: 'Endorsing has closed; the result is being settled.',

  byDay: 'Endorsements by day',
  mostOn: (day, count) => `most on ${day}: ${people(count)}`,
  noneYet: 'no endorsements yet',
  byDong: 'Where endorsers belong',
  dongSum: (shown, rest) =>
    rest === 0
      ? `${people(shown)} in the dongs shown`
      : `${people(shown)} in the dongs shown · ${number(rest)} gave no dong or are of a dong with fewer than 5`,
  about: (dongs, count, share) => `${people(count)} of ${dongs}, which it is about: ${share}% of all.`,
  fewNote: 'Dongs with fewer than 5 people are only marked “few”, because one could guess who they are.',
  tooFew:
    'Numbers by dong are shown once more people have endorsed: with fewer than 5, one could guess who they are.',
  verified: 'Verified by',
  levels: ['e-mail', 'simple sign-in', 'mobile phone'],
  came: 'Came',
  online: 'online',
  paper: 'on paper',
  imported: 'from the former site',
  each: (name, count) => `${name} ${number(count)}`,

  next: 'What happens next',
  past: 'What happened',
  moves: {
    submit: 'Received',
    publish: 'Reviewed and published',
    ask: 'More was asked for',
    resubmit: 'Sent again with what was asked for',
    lapse: 'Rejected: not supplemented in time',
    reject: 'Rejected',
    transfer: 'Passed to another body',
    merge: 'Merged with an earlier petition',
    withdraw: 'Withdrawn',
    close: 'Endorsing closed',
    establish: 'Threshold reached',
    hide: 'Hidden',
    show: 'Shown again',
    remove: 'Removed',
    pass: 'Passed to another department',
    extend: 'Later date for the answer',
    interim: 'Interim answer',
    answer: 'Answer',
  },
  reached: (threshold) => `${number(threshold)} people reached`,
  submitted: (day, route) => `${day} · came in: ${route.toLowerCase()}.`,
  published: (day, took) =>
    took === 0 ? `${day} · on the day it came.` : `${day} · the review took ${days(took)}.`,
  reachedOn: (day, nth) => `${day} · day ${number(nth)} after publication`,
  closedWith: (day, count) => `midnight at the end of ${day} · ${people(count)}`,
  collecting: 'Collecting endorsements',
  collectingUntil: (day, count) => `until midnight at the end of ${day} · ${people(count)} so far`,
  ifReached: (threshold) => `If ${number(threshold)} endorse`,
  ifReachedText: (within) => `the mayor answers in text and video within ${days(within)} of that day.`,
  ifNot: (threshold) => `If fewer than ${number(threshold)} do`,
  ifNotText: (within, day, who) =>
    `${who ?? 'the department in charge'} answers in writing within ${days(within)} of closing, by ${day}.`,
  answerNext: (mayor) => (mayor ? 'Mayor’s answer' : 'Department’s answer'),
  answerNextText: (day, who, mayor) =>
    mayor
      ? `in text and video, by ${day}.`
      : `${who ?? 'The department in charge'} answers in writing by ${day}.`,
  answerLate: (day, over) => `An answer was promised by ${day}. It is ${days(over)} late.`,
  promisesNext: 'Keeping the promises',
  promisesNextText: (count, day) => `${number(count)} promised · the last is due ${day}`,

  answerOf: { mayor: 'The mayor’s answer', department: 'The department’s answer' },
  interimOf: 'Interim answer',
  video: 'Video of the mayor’s answer',
  answerDay: 'Answered',
  answerDayDue: (day, due) => `${day} (due ${due})`,
  charge: 'In charge',
  promisedAgain: (day) => `Promised again for ${day}.`,
  promises: (count) =>
    count === 1 ? '1 promise of this answer' : `${number(count)} promises of this answer`,
  extended: 'The answer has a later date.',
  extendedText: (from, to) => `Moved from ${from} to ${to}.`,

  hiddenTitle: 'This petition is hidden at present',
  hiddenText: 'Its text is not shown; its window and the date for an answer run on.',
  goneTitle: 'This petition was removed',
  goneText: 'It was removed and is not shown again. The reason is kept here.',
  reason: 'Reason',
  hiddenOn: 'Hidden on',
  goneOn: 'Removed on',
  rejected: 'It was decided not to open this petition for endorsement.',
  rejectedGround: (ground) => `Ground: ${ground}`,
  rejectedAgain: 'The author can ask for another look within 30 days: 02-2670-3114.',
  textWithheld: 'The text of petitions rejected on this ground is not published.',
  transferred: 'This is not a matter of the district and was passed on to the body in charge.',
  transferredTo: (body) => `Passed to: ${body}`,
  merged: 'An earlier petition asks for the same, so the two were merged.',
  mergedTo: 'Please join the earlier petition:',
  withdrawn: 'Its author withdrew this petition.',
  withdrawnBefore: 'Its author withdrew this petition before it was published. Its text is not shown.',
  sourceTitle: (name) => `This petition was brought over from “${name}”.`,
  sourceText: (there, count) =>
    `Its number there is ${there}. The ${count} endorsements were counted there; none are taken here.`,
  sourceAnswered: 'It was answered there, too.',
  sourceLicence: (name) => `Source: ${name} · KOGL Type 1 (attribution)`,
  begunThere: 'Published there',
  answeredThere: 'Answered there',
  toList: 'See other petitions',
  preview: (count, excerpt) => `Endorsed by ${people(count)}. ${excerpt}`,
}
