/** Addresses of work reports; what is not said is left out. */
export function reportPath(part: string, query: Record<string, string | number | null | undefined>): string {
  const said = Object.entries(query).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  )
  const given = new URLSearchParams(said.map(([key, value]) => [key, String(value)]))
  return `/desk/work-reports${part && `/${part}`}${given.size > 0 ? `?${given}` : ''}`
}
