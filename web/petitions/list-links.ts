import type { ListAddress } from '../../shared/petition-pages.ts'

/** What every list begins with; an address does not say it. */
const usual: Partial<ListAddress> = { stage: 'collecting', sort: 'newest' }

/**
 * The path of a list like this one with something changed; it begins at its first page unless `after` is given.
 * Parameters stand in the order in which the server keeps them, so that a link needs no redirect.
 */
export function listPath(query: ListAddress, change: Partial<ListAddress>): string {
  const { after: _after, ...rest } = query
  const wanted: Partial<ListAddress> = { ...rest, ...change }
  const said = new URLSearchParams()
  for (const key of ['after', 'category', 'dong', 'q', 'sort', 'stage'] as const) {
    const value = wanted[key]
    if (value && value !== usual[key]) said.append(key, value)
  }
  const text = said.toString()
  return text ? `/petitions?${text}` : '/petitions'
}

/** A title in pieces, so that what was searched for can be marked. */
export function marked(title: string, q: string | undefined): { text: string; hit: boolean }[] {
  const words = (q ?? '').split(/\s+/).filter((word) => word !== '')
  if (words.length === 0) return [{ text: title, hit: false }]
  const any = new RegExp(
    `(${words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`,
    'giu',
  )
  return title
    .split(any)
    .map((text, index) => ({ text, hit: index % 2 === 1 }))
    .filter(({ text }) => text !== '')
}
