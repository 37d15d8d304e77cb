import type { ListAddress } from '../../shared/petition-pages.ts'
import type { Range } from '../../shared/petitions.ts'

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

/** A text in pieces, so that what was searched for can be marked. */
export function marked(text: string, marks: Range[] = []): { text: string; hit: boolean }[] {
  const pieces: { text: string; hit: boolean }[] = []
  let done = 0
  for (const { from, to } of marks) {
    pieces.push({ text: text.slice(done, from), hit: false }, { text: text.slice(from, to), hit: true })
    done = to
  }
  return [...pieces, { text: text.slice(done), hit: false }].filter((piece) => piece.text !== '')
}
