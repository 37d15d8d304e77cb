/**
 * What a promise of the ledger can be, and its numbers. Apart from the schemas that use them, so that no page brings a
 * schema library to a phone.
 */

/** 접수, 검토중, 추진중, 추진예정, 장기검토, 완료, 추진불가, 타기관 이첩; `merged` points to another. */
export const followUpStates = [
  'received',
  'reviewing',
  'doing',
  'planned',
  'long-term',
  'done',
  'impossible',
  'transferred',
  'merged',
] as const
export type FollowUpState = (typeof followUpStates)[number]

/** States in which nothing more is owed. */
export const settledStates = ['done', 'impossible', 'transferred', 'merged'] as const
/** States in which the promise is still to be kept. */
export const owedStates = ['received', 'reviewing', 'doing', 'planned', 'long-term'] as const

export const isSettled = (state: FollowUpState) => (settledStates as readonly string[]).includes(state)

/** Where a promise came from: 1번가, a town hall, a petition's answer. */
export const followUpSources = ['opinion', 'question', 'commitment'] as const
export type FollowUpSource = (typeof followUpSources)[number]

/** Public stages of the ledger (약속 장부): late is a signal within `doing`, listed apart so that it is never hidden. */
export const ledgerStages = ['all', 'late', 'doing', 'done', 'hard'] as const
export type LedgerStage = (typeof ledgerStages)[number]

/** What can be done with a card, as its history says it. `move` changes the state; `told` is a call to someone who asked. */
export const followUpActs = [
  'open',
  'move',
  'pass',
  'extend',
  'assign',
  'merge',
  'note',
  'evidence',
  'told',
  'undo',
] as const
export type FollowUpAct = (typeof followUpActs)[number]

/** Acts that everyone reads in a card's history. */
export const publicActs = ['open', 'move', 'pass', 'extend', 'merge', 'undo'] as const

/** Most letters of each text, how many files a card takes and how long its last change can be undone. */
export const followUpLimits = { text: 300, note: 2_000, body: 100, caption: 100, evidence: 20, undoHours: 24 }

/** What can be done with a card at the desk, and what each posts to below the card's address. */
export const cardActs = ['move', 'assign', 'extend', 'pass', 'note', 'evidence', 'merge', 'undo'] as const
export type CardAct = (typeof cardActs)[number]
export const cardNouns = {
  move: 'state',
  assign: 'officer',
  extend: 'due-date',
  pass: 'department',
  note: 'notes',
  evidence: 'evidence',
  merge: 'merge',
  undo: 'undoing',
} as const satisfies Record<CardAct, string>

export const deskFollowUpViews = ['list', 'board'] as const
