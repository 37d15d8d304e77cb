import type { PetitionSort } from '../../../shared/petitions.ts'
import { listSorts } from '../../../shared/limits.ts'
import type { ListStage } from '../../../shared/states.ts'
import type { Tally } from './tallies.queries.ts'

/** What a list is ordered by: a column of `petitions`, and which way. Equal ones follow their ids the same way. */
export type Order = {
  by:
    | 'opened_at'
    | 'received_at'
    | 'answered_at'
    | 'closes_at'
    | 'response_due_at'
    | 'rank_total'
    | 'rank_rising'
  down: boolean
}

const newest: Record<ListStage, Order['by']> = {
  collecting: 'opened_at',
  awaiting: 'opened_at',
  answered: 'answered_at',
  ended: 'received_at',
  all: 'received_at',
}

/** A sort that a list does not offer reads as the newest first. */
export const sortOf = (stage: ListStage, wanted: PetitionSort): PetitionSort =>
  (listSorts[stage] as readonly PetitionSort[]).includes(wanted) ? wanted : 'newest'

export function orderOf(stage: ListStage, wanted: PetitionSort): Order {
  const sort = sortOf(stage, wanted)
  if (sort === 'most') return { by: 'rank_total', down: true }
  if (sort === 'rising') return { by: 'rank_rising', down: true }
  if (sort === 'closing') return { by: stage === 'awaiting' ? 'response_due_at' : 'closes_at', down: false }
  return { by: newest[stage], down: true }
}

/** The beginning of a text on one line: at most so many letters, none of them cut apart. */
export function excerptOf(text: string, most = 140): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= most) return line
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(line)) {
    if (kept.length + segment.length > most) break
    kept += segment
  }
  return kept.trimEnd() + '…'
}

type Filter = { stage: ListStage; category?: string | undefined; dong?: string | undefined }

const sum = (rows: Tally[]) => rows.reduce((all, { count }) => all + count, 0)

/** How many petitions a filter leaves. */
export const tallyOf = (rows: Tally[], { stage, category, dong = '' }: Filter): number =>
  sum(
    rows.filter(
      (row) =>
        row.stage === stage && row.dong === dong && (category === undefined || row.category === category),
    ),
  )
