import type { DeskTab } from '../../shared/desk.ts'

/** The address of a queue, or of a petition with what should be open on it; what is empty is left out. */
export function deskPath(
  number: string | null,
  query: Record<string, string | number | null | undefined> = {},
) {
  const kept = Object.entries(query).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  )
  const search = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString()
  return `/desk/petitions${number ? `/${number}` : ''}${search ? `?${search}` : ''}`
}

/** Amber from so many days on: the review is a matter of days, the rest of weeks. */
export const nearAt = (tab: DeskTab) => (tab === 'review' || tab === 'supplement' ? 1 : 4)
