import type { Documents } from '../ko/documents.ts'

const number = (value: number) => value.toLocaleString('en-US')
const days = (count: number) => `${number(count)} ${count === 1 ? 'day' : 'days'}`

export const documents: Documents = {
  table: {
    title: 'The numbers and dates in force',
    review: 'Decision to publish',
    window: 'Time to endorse',
    threshold: 'Established at',
    mayor: 'Answer of the mayor',
    department: 'Answer of the department',
    interim: 'News meanwhile',
    supplement: 'Time to supplement',
    counted: 'What counts',
    days,
    workingDays: (count) => `within ${number(count)} working ${count === 1 ? 'day' : 'days'}`,
    daysFromReaching: (count) => `within ${days(count)} of being established, in text and video`,
    daysFromClosing: (count) => `within ${days(count)} of closing, in text`,
    every: (count) => `every ${days(count)} while an answer is late`,
    people: (count) => `${count} people`,
    levels: [
      'Endorsements verified by e-mail or better',
      'Endorsements verified by a sign-in provider or better',
      'Only endorsements with a mobile identity check',
    ],
    from: (date) =>
      `In force since ${date}. A petition that is public keeps the rules of the day it was published.`,
  },
  grounds: {
    title: 'Grounds for rejection',
    lede: 'A petition is rejected on no other ground. The rejection and its ground are public, and within 30 days you can ask for another look.',
    textKept: 'Then the text is kept back and only the ground is shown.',
  },
  onThisPage: 'On this page',
  earlier: 'Earlier rules',
  earlierLine: (date, { threshold, windowDays, mayorDays, departmentDays }) =>
    `From ${date}: ${number(threshold)} people, ${days(windowDays)}, mayor ${days(mayorDays)}, department ${days(departmentDays)}`,

  rules: ({ threshold, windowDays }) => ({
    title: 'Rules and deadlines',
    lede: 'What a petition can be about, how endorsements are counted, and who answers by when.',
    sections: [
      {
        title: 'What to write about',
        text: [
          'The district’s policies, matters that many residents share, its ordinances and rules. What can be mended at once, such as one broken lamp, is quicker with Eungdapso (call 02-120).',
          'A petition here is a promise between the district and its residents. Statutory petitions under the Petition Act are filed at Cheongwon24.',
        ],
        links: [
          { label: 'Report a problem at Eungdapso', href: 'https://eungdapso.seoul.go.kr' },
          { label: 'File a statutory petition at Cheongwon24', href: 'https://cheongwon.go.kr' },
        ],
      },
      {
        title: 'Who can endorse',
        text: [
          'Anyone of 14 or older who lives, works or studies in Yeongdeungpo, of whatever nationality. Everyone else can read and follow.',
        ],
        list: [
          'One person endorses a petition once, however many addresses or accounts they use.',
          'Until it closes you can withdraw, and endorse again.',
          'The author may endorse too, once. Filing does not count by itself.',
          'Who endorsed is never shown. Only numbers by dong, by day and by kind of verification are public.',
        ],
      },
      {
        id: 'levels',
        title: 'How people are verified and counted',
        list: [
          'E-mail: a code of six digits sent to the address.',
          'Sign-in provider: an account you already have, such as Kakao or Naver.',
          'Mobile identity check: an identity agency confirms one person.',
          'Paper: sheets signed with name and contact before closing are added within 3 working days after it. Who endorsed online too is counted once.',
        ],
        text: [
          'The total holds online, paper and imported endorsements; the petition’s page shows each of them.',
        ],
      },
      {
        title: 'How days are counted',
        list: [
          `Endorsements are taken until midnight (Korean time) at the end of day ${windowDays} after publication.`,
          'The first day is not counted. A due date on a Saturday, Sunday or holiday moves to the next working day; the time to endorse does not.',
          'While a supplement is awaited, the clock of the review stands still.',
          'When an answer is put off, the reason and the new date stand on the petition’s page.',
        ],
      },
      {
        title: 'When it is established',
        text: [
          `It is established in the moment ${number(threshold)} is reached, and stays so whoever withdraws later. The mayor answers in text and video, with captions or a transcript.`,
          'If it is not, the department in charge answers in text. It may do so before closing.',
        ],
      },
      {
        title: 'Who checks an answer',
        text: [
          'One person writes it, another approves it. If a single letter changes afterwards, it is approved again. Each promise in it has a department and a date.',
        ],
      },
      {
        id: 'other-ways',
        title: 'By phone or in person',
        text: [
          'Call the communication team (02-2670-3114, weekdays 9–18) or come to the district office or your community centre. An officer writes it down and gives you a slip with its number. It is handled like any other.',
        ],
      },
    ],
  }),

  privacy: () => ({
    title: 'Privacy',
    lede: 'What is asked for and why, how it is kept, and when it is erased.',
    sections: [
      {
        title: 'What is asked for, and why',
        list: [
          'E-mail address: to send sign-in codes and the news you ask for.',
          'Your tie to Yeongdeungpo and your dong: to know who may endorse and to show numbers by dong.',
          'Name: only when you file a petition; it is shown masked.',
          'What you endorsed: it may show what you think, so it needs a consent of its own. No list of names is shown to anyone.',
          'Sign-in providers: only a value made unrecognisable from the number they give.',
        ],
        text: [
          'No resident registration number and no date of birth is asked for. That you are 14 or older is your own declaration.',
        ],
      },
      {
        title: 'How it is kept',
        list: [
          'Addresses and contacts are encrypted. They are compared by values that cannot be turned back.',
          'There is one sign-in cookie, and the server keeps only its fingerprint. The cookie for colours and text size holds nothing else.',
          'When an officer sees personal data, a record that cannot be erased says who saw whose, and when.',
          'Server logs hold no addresses, names, codes or network addresses.',
        ],
      },
      {
        title: 'When it is erased',
        list: [
          'When you close your account, address and name are erased at once.',
          'So that nobody counts twice, an unrecognisable value is kept until every petition you endorsed has closed.',
          'The text of mails is erased after 30 days.',
          'Petitions and answers are public records and kept as long as the law says. You can have your name taken off.',
        ],
      },
      {
        title: 'Who else gets it',
        text: [
          'Nobody. There is no foreign program for statistics or advertising; fonts and scripts come from this site. If a video of an answer is kept elsewhere, that host learns that you play it.',
        ],
      },
      {
        title: 'Your rights',
        text: [
          'On your own page you can see, correct, take back consents and close your account at any time; also by phone (02-2670-3114) or in person. The privacy officer is the one named in the privacy policy of the district office.',
          'If that does not settle it, call the privacy report centre (118) or the dispute mediation committee (1833-6972).',
        ],
      },
    ],
  }),

  terms: () => ({
    title: 'Terms of use',
    lede: 'What the district promises, and what it asks of you.',
    sections: [
      {
        title: 'What the district promises',
        list: [
          'Every petition is read, and you hear in time whether it is published.',
          'Every public petition is answered; if late, with the reason and a new date.',
          'Texts are not altered. What is hidden leaves its reason in its place.',
          'Nobody is put at a disadvantage for a petition.',
        ],
      },
      {
        title: 'What it asks of you',
        list: [
          'Please do not write other people’s names, phone numbers or addresses.',
          'Please do not insult, discriminate, or write what you know to be untrue.',
          'Please do not endorse with someone else’s address. Such endorsements are not counted.',
        ],
      },
      {
        title: 'Whose text it is',
        text: [
          'It is its author’s. The district uses it only to show it here, to answer it and to keep the record.',
        ],
      },
      {
        title: 'Programs',
        text: [
          'What is public can be read by programs at /api. Programs that endorse or file in people’s stead are refused.',
        ],
      },
    ],
  }),

  accessibility: () => ({
    title: 'Accessibility',
    lede: 'Made so that anyone can read and write here with any device.',
    sections: [
      {
        title: 'What it keeps to',
        text: ['The Korean guidelines KWCAG 2.2 and WCAG 2.2 AA, checked with every release.'],
        list: [
          'Reading, filing, endorsing and withdrawing work without a script.',
          'Everything can be done from the keyboard, and the focus always shows.',
          'Nothing is told by colour alone: each state has a word and a drawing.',
          'Each chart has its table; each video of an answer has captions or a transcript.',
          'Text can be one and a half times as large; dark and high contrast can be chosen.',
          'Nothing scrolls sideways on a phone 360 pixels wide.',
        ],
        links: [{ label: 'Change text and colours', href: '/en/settings/display' }],
      },
      {
        title: 'What is still missing',
        list: [
          'There are no sign language videos yet.',
          'What residents write is shown in their own language and not translated.',
          'The desk of the office is in Korean and English only.',
        ],
      },
      {
        title: 'If something is in your way',
        text: [
          'Please call the communication team (02-2670-3114). They do it for you on the phone, and say when it will be mended.',
        ],
      },
    ],
  }),
}
