import type { DeskFollowUpQuery } from '../../shared/follow-ups.desk.ts'

/** The address of a list like this one with something changed; it begins at its first page unless `after` is given. */
export function cardsPath(query: DeskFollowUpQuery, change: Partial<DeskFollowUpQuery> = {}): string {
  const { after: _after, ...rest } = query
  const said = new URLSearchParams()
  for (const [key, value] of Object.entries({ ...rest, ...change })) {
    const usual = (key === 'view' && value === 'list') || (key === 'state' && value === 'owed')
    if (value !== undefined && value !== '' && !usual) said.append(key, String(value))
  }
  const text = said.toString()
  return text ? `/desk/follow-ups?${text}` : '/desk/follow-ups'
}
