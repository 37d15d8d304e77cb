import { ImportedLine } from '../../../shared/importing.ts'
import { columnsOf, fieldsOf, recordOf } from './csv.rules.ts'
import { recordsOf } from './records.ts'

/** The file as a whole cannot be read; the message says why and what to do. */
export class UnreadableFile extends Error {}

export type Line = { line: number } & ({ petition: ImportedLine } | { fault: string })

const faults = {
  'too-long': 'longer than 2 MB',
  'quote-open': 'a quote is opened and never closed',
}

const utf8 = () => new TextDecoder('utf-8', { fatal: true })

/**
 * The petitions of a file, one after another, and what is wrong with the lines that hold none. Lines of JSON are UTF-8;
 * a table (CSV) is UTF-8 or, as Korean spreadsheets save it, CP949.
 * @param chunks the file's bytes, in pieces of any length
 * @throws UnreadableFile where it is neither
 */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  const pieces = chunks[Symbol.asyncIterator]()
  const first = await pieces.next()
  if (first.done || first.value.length === 0) throw new UnreadableFile('The file is empty.')
  const start = first.value
  if (start[0] === 0xff || start[0] === 0xfe || start.subarray(0, 400).includes(0))
    throw new UnreadableFile('The file is no text in UTF-8 or CP949. Save it as CSV (UTF-8) and try again.')
  const hasMark = start.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))
  const body = hasMark ? start.subarray(3) : start
  async function* whole() {
    yield body
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value
  }
  const json = /^\s*[[{]/.test(body.subarray(0, 400).toString('latin1'))
  yield* json ? jsonLines(whole()) : csvLines(whole(), hasMark || looksLikeUtf8(body) ? utf8() : korean())
}

const korean = () => new TextDecoder('euc-kr', { fatal: true })

/** A piece may end inside a letter: more is to come. */
function looksLikeUtf8(bytes: Buffer): boolean {
  try {
    utf8().decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

async function* jsonLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
  const decoder = utf8()
  for await (const record of recordsOf(chunks, false)) {
    const { line } = record
    if ('fault' in record) yield { line, fault: faults[record.fault] }
    else {
      const text = textOf(record.bytes, decoder)
      if (text === null) yield { line, fault: 'not in UTF-8' }
      else if (text.trim() !== '') yield { line, ...parsed(valueOf(text)) }
    }
  }
}

async function* csvLines(chunks: AsyncIterable<Buffer>, decoder: TextDecoder): AsyncGenerator<Line> {
  let at: Map<string, number> | null = null
  for await (const record of recordsOf(chunks, true)) {
    const { line } = record
    const text = 'fault' in record ? null : textOf(record.bytes, decoder)
    if (at === null) {
      const columns = columnsOf(fieldsOf(text ?? ''))
      if (columns.missing.length > 0)
        throw new UnreadableFile(`The first line names no column ${columns.missing.join(', ')}.`)
      at = columns.at
    } else if ('fault' in record) yield { line, fault: faults[record.fault] }
    else if (text === null)
      yield { line, fault: `not in ${decoder.encoding === 'utf-8' ? 'UTF-8' : 'CP949'}` }
    else if (text.trim() !== '') yield { line, ...parsed(recordOf(fieldsOf(text), at)) }
  }
}

function textOf(bytes: Buffer, decoder: TextDecoder): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

/** Undefined for what is no JSON. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function parsed(value: unknown): { petition: ImportedLine } | { fault: string } {
  if (value === undefined) return { fault: 'no JSON: broken or cut off' }
  const read = ImportedLine.safeParse(value)
  if (read.success) return { petition: read.data }
  const { path, message } = read.error.issues[0]!
  return { fault: path.length > 0 ? `${path.join('.')}: ${message}` : message }
}
