import { unzipSync, type Unzipped, zipSync } from 'fflate'
import { Refusal } from '../../../shared/refusal.ts'

/** Most bytes of a file, most bytes that a workbook may unpack to, and most lines. */
export const importLimits = { bytes: 5 * 1024 * 1024, unpacked: 40 * 1024 * 1024, parts: 200, lines: 2_000 }
/** Wider than any log; more cells are no log. */
const mostColumns = 60

export const tooLarge = () =>
  new Refusal('import-too-large', {
    field: 'file',
    params: { megabytes: importLimits.bytes / 1024 / 1024, lines: importLimits.lines },
  })
const unreadable = () => new Refusal('import-unreadable', { field: 'file' })

/**
 * The first sheet of a workbook, or a CSV in UTF-8 or the encoding of Korean Windows, as texts. Days come as
 * `2026-03-05`, times as `14:00`, both as `2026-03-05T14:00`. What a file is, its bytes say.
 * @throws Refusal `import-unreadable`, `import-too-large`
 */
export async function readRows(bytes: Buffer): Promise<string[][]> {
  if (bytes.length > importLimits.bytes) throw tooLarge()
  const zipped = bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))
  const rows = zipped ? await rowsOfWorkbook(bytes) : rowsOfCsv(decoded(bytes))
  const last = rows.findLastIndex((cells) => cells.some((cell) => cell !== ''))
  if (last < 0) throw unreadable()
  if (last > importLimits.lines) throw tooLarge()
  return rows.slice(0, last + 1).map((cells) => cells.slice(0, mostColumns))
}

/**
 * What a workbook says it unpacks to is added up before anything is unpacked, and no part can become longer than it
 * says: a few kilobytes that would fill the memory are refused at once.
 */
async function rowsOfWorkbook(bytes: Buffer): Promise<string[][]> {
  let sum = 0
  let parts = 0
  let parted: Unzipped
  try {
    parted = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        sum += originalSize
        parts += 1
        if (sum > importLimits.unpacked || parts > importLimits.parts) throw tooLarge()
        return /^(?:\[Content_Types\]\.xml|_rels\/|xl\/(?:workbook|styles|sharedStrings|worksheets|_rels))/.test(
          name,
        )
      },
    })
  } catch (error) {
    throw error instanceof Refusal ? error : unreadable()
  }
  const { readSheet } = await import('read-excel-file/universal')
  try {
    // Packed anew from what was unpacked within bounds: the reader sees nothing else.
    const rows = await readSheet(zipSync(parted, { level: 0 }).slice().buffer)
    return rows.map((cells) => cells.map(textOf))
  } catch {
    throw unreadable()
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (!(cell instanceof Date)) return String(cell).trim()
  if (Number.isNaN(cell.getTime())) return ''
  const text = cell.toISOString()
  const [day = '', time = ''] = [text.slice(0, 10), text.slice(11, 16)]
  // A time alone stands on the spreadsheet's day nought.
  if (day < '1900-01-02') return time
  return time === '00:00' ? day : `${day}T${time}`
}

function decoded(bytes: Buffer): string {
  for (const encoding of ['utf-8', 'euc-kr']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      if (!text.includes('\0')) return text
    } catch {
      // The next encoding may fit.
    }
  }
  throw unreadable()
}

/** RFC 4180, with commas, or tabs where the first line has no comma. A quote that never closes is no table. */
function rowsOfCsv(text: string): string[][] {
  const separator = /^[^\n]*,/.test(text) ? ',' : '\t'
  const rows: string[][] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]!
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (letter === '"' && cell === '') quoted = true
    else if (letter === separator) {
      cells.push(cell.trim())
      cell = ''
    } else if (letter === '\n') {
      rows.push([...cells, cell.trim()])
      if (rows.length > importLimits.lines * 2) throw tooLarge()
      cells = []
      cell = ''
    } else if (letter !== '\r') cell += letter
  }
  if (quoted) throw unreadable()
  if (cell !== '' || cells.length > 0) rows.push([...cells, cell.trim()])
  return rows
}
