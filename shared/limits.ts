import type { ListStage } from './states.ts'

/**
 * Numbers and closed lists that pages show too. They stand apart from the schemas that use them, so that no page
 * brings a schema library to a phone.
 */

export const langs = ['ko', 'en', 'zh'] as const

export const belongings = ['lives', 'works', 'studies', 'elsewhere'] as const

/** Which wording of the consents is asked for; it stands beside each consent that was given. */
export const consentVersion = '2026-11'
export const consentKinds = ['identity', 'sensitive', 'notices'] as const

export const roles = ['communication', 'department', 'mayor', 'administrator'] as const

/** Most letters of each text, counted in UTF-16 units as browsers do. */
export const petitionLimits = {
  title: 100,
  problem: 20_000,
  proposal: 5_000,
  effect: 5_000,
  displayName: 40,
  note: 2_000,
}

/** Most letters of a search. */
export const searchLimit = 100

export const petitionSorts = ['newest', 'most', 'closing', 'rising'] as const

/** Which orders a list offers; what it does not offer reads as the newest first. */
export const listSorts = {
  collecting: ['newest', 'most', 'closing', 'rising'],
  awaiting: ['newest', 'most', 'closing'],
  answered: ['newest', 'most'],
  ended: ['newest'],
  all: ['newest', 'most'],
} as const satisfies Record<ListStage, readonly (typeof petitionSorts)[number][]>

/** Fewer people of one dong than this are not shown: a neighbour could guess who they are. */
export const smallestShown = 5

/** What the box of the whole district sends among the dongs. */
export const wholeDistrict = 'all'

/** How a petition comes in that an officer writes down. */
export const deskRoutes = ['visit', 'phone', 'post', 'fax', 'onsite'] as const

/** Most letters of each text. */
export const answerLimits = {
  title: 100,
  body: 20_000,
  transcript: 20_000,
  link: 500,
  commitments: 10,
  commitment: 200,
  reason: 1_000,
}

/** How long a check of password and code lets an officer see personal data. */
export const recheckMinutes = 15

/** How long an invitation can be accepted. */
export const invitationDays = 7

/** Fewest characters of a password that is chosen here. */
export const passwordLeast = 12

/** How a page can look, and how large its letters can be. */
export const themes = ['light', 'dark', 'contrast'] as const
export const sizes = ['small', 'normal', 'larger', 'large', 'largest'] as const

/** The desk's queues, by what is owed. */
export const deskTabs = ['review', 'supplement', 'open', 'answers', 'drafts', 'hidden', 'all'] as const

/** What can be done at the desk. */
export const deskActs = [
  'publish',
  'ask',
  'reject',
  'transfer',
  'merge',
  'hide',
  'show',
  'pass',
  'extend',
  'classify',
] as const

/** What each act posts to, below the petition's address at the desk. */
export const deskNouns = {
  publish: 'publication',
  ask: 'supplement-request',
  reject: 'rejection',
  transfer: 'transfer',
  merge: 'merge',
  hide: 'hiding',
  show: 'showing',
  pass: 'department',
  extend: 'extension',
  classify: 'classification',
} as const satisfies Record<(typeof deskActs)[number], string>

/** What entries can be about; the words of the page name each. */
export const aboutKinds = [
  'petition',
  'answer',
  'officer',
  'invitation',
  'person',
  'petition_settings',
  'holiday',
  'category',
  'department',
  'ground',
  'file',
  'townhall',
  'registration',
  'zone',
  'gathering_limit',
  'follow_up',
  'import_source',
  'import_category',
  'site',
] as const

export const settingsForms = ['terms', 'holidays', 'categories', 'departments', 'grounds'] as const

/** What of the terms is a number. */
export const termNames = [
  'windowDays',
  'threshold',
  'mayorDays',
  'departmentDays',
  'interimDays',
  'reviewDays',
  'supplementDays',
  'tellDays',
  'minLevelCounted',
] as const
