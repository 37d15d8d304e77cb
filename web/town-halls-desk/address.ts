/** The address of a town hall at the desk, with what its list is narrowed to. */
export function hallPath(id: number, query: Record<string, string | number | null | undefined> = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [[name, String(value)]],
  )
  const text = new URLSearchParams(given).toString()
  return `/desk/town-halls/${id}${text ? `?${text}` : ''}`
}

/** What each step posts to, below the town hall's address. */
export const stepNouns = {
  announce: 'announcement',
  begin: 'beginning',
  end: 'end',
  archive: 'archive',
  cancel: 'cancellation',
} as const
