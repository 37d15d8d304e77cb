import { withheldTitle } from '../../../shared/petition-pages.ts'
import type { PetitionSummary } from '../../../shared/petitions.ts'
import type { Lang } from '../../../shared/wire.ts'
import type { ListRow } from './list.queries.ts'
import { excerptOf } from './list.rules.ts'

/** An instant of the database as it stands on the wire. */
export const instantOf = <T extends string | null>(text: T) =>
  (text === null ? null : new Date(text).toISOString()) as T

/** One line of a list; words that are kept back are not in it. */
export const summaryOf = (
  { id: _id, problem, textPublic, ...row }: Omit<ListRow, 'place'>,
  lang: Lang,
): PetitionSummary => ({
  ...row,
  title: textPublic ? row.title : withheldTitle[lang],
  excerpt: textPublic ? excerptOf(problem) : '',
  openedAt: instantOf(row.openedAt),
  closesAt: instantOf(row.closesAt),
  responseDueAt: instantOf(row.responseDueAt),
  answeredAt: instantOf(row.answeredAt),
})
