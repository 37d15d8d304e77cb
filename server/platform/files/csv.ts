/**
 * A table as CSV (RFC 4180) that spreadsheets open as UTF-8. What a spreadsheet could take for a formula is marked as
 * text by an apostrophe, as OWASP advises.
 */
export function csvOf(rows: readonly (readonly (string | number | boolean)[])[]): string {
  return '\uFEFF' + rows.map((cells) => cells.map(cellOf).join(',') + '\r\n').join('')
}

function cellOf(value: string | number | boolean): string {
  const text = String(value)
  const safe = typeof value === 'string' && /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
