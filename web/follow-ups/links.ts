import type { LedgerAddress } from '../../shared/follow-ups.ts'

/**
 * The path of a ledger like this one with something changed; it begins at its first page unless `after` is given.
 * Parameters stand in the order in which the server keeps them, so that a link needs no redirect.
 */
export function ledgerPath(query: LedgerAddress, change: Partial<LedgerAddress> = {}, ending = ''): string {
  const { after: _after, ...rest } = query
  const wanted: Partial<LedgerAddress> = { ...rest, ...change }
  const said = new URLSearchParams()
  for (const key of ['after', 'department', 'dong', 'source', 'stage'] as const) {
    const value = wanted[key]
    if (value !== undefined && value !== 'all') said.append(key, String(value))
  }
  const text = said.toString()
  return `/follow-ups${ending}${text ? `?${text}` : ''}`
}
