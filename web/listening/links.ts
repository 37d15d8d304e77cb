import type { ListeningAddress } from '../../shared/listening-pages.ts'

/** The address of the list with something changed; what is empty is left out. */
export function listeningPath(query: ListeningAddress, change: Partial<ListeningAddress>): string {
  const { after: _after, ...kept } = query
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...kept, ...change }).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    if (value) params.set(name, value)
  const text = params.toString()
  return text ? `/listening?${text}` : '/listening'
}

/** The month before or after `2026-11`. */
export function monthBeside(month: string, by: -1 | 1): string {
  const [year = 0, at = 0] = month.split('-').map(Number)
  const months = year * 12 + (at - 1) + by
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}

/** Weeks of a month, Sunday first; a day outside of it is null. */
export function weeksOf(month: string): (string | null)[][] {
  const [year = 0, at = 0] = month.split('-').map(Number)
  const first = new Date(Date.UTC(year, at - 1, 1)).getUTCDay()
  const length = new Date(Date.UTC(year, at, 0)).getUTCDate()
  const cells = Array.from({ length: Math.ceil((first + length) / 7) * 7 }, (_, cell) => {
    const day = cell - first + 1
    return day < 1 || day > length ? null : `${month}-${String(day).padStart(2, '0')}`
  })
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}
