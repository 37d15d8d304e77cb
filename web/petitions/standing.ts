import type { FilingMineProps } from '../../shared/filing.ts'
import type { Messages } from '../messages/index.ts'
import type { TagState } from '../ui/states.ts'
import { tagOf } from './tags.ts'

type Words = Messages['filing']['standing']
type Mine = Omit<FilingMineProps, 'text' | 'history'>

/** Where a petition stands, as its author is told: one state, then what comes by when. */
export function stands(
  mine: Mine,
  words: Words,
  day: (at: string) => string,
): { tag: TagState; lines: string[] } {
  const lines: string[] = []
  if (mine.hidden) lines.push(words.hidden)
  const { state } = mine
  if (state === 'received' && mine.reviewDueAt) lines.push(words.received(day(mine.reviewDueAt)))
  if (state === 'supplement_requested' && mine.supplementDueAt)
    lines.push(words.supplement(day(mine.supplementDueAt)))
  if (state === 'open' && mine.closesAt) lines.push(words.open(day(mine.closesAt)))
  if (state === 'closed') lines.push(words.closed)
  if (mine.responseDueAt) lines.push(words.due(day(mine.responseDueAt)))
  if (mine.answered) lines.push(words.answered)
  if (state === 'rejected') lines.push(words.rejected)
  if (state === 'transferred') lines.push(words.transferred(mine.transferredTo ?? ''))
  if (state === 'merged') lines.push(words.merged(mine.mergedInto ?? ''))
  if (state === 'withdrawn') lines.push(words.withdrawn)
  return { tag: tag(mine), lines }
}

function tag({ hidden, answered, state, established, responseDueAt }: Mine): TagState {
  if (hidden) return 'hidden'
  if (state === 'received') return 'reviewing'
  const response = answered ? 'answered' : responseDueAt ? 'due' : 'none'
  return tagOf({ state, established, response, responseKind: null })
}
