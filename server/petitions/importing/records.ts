/** A line longer than this is no petition, in bytes. */
const longest = 2 * 1024 * 1024

const newline = 0x0a
const quote = 0x22

export type Record = { line: number } & ({ bytes: Buffer } | { fault: 'too-long' | 'quote-open' })

/**
 * The records of a file as they come, with the line on which each begins; never more than one of them is kept. Where
 * quotes count, a record goes on over line ends inside them. One that does not end is told, and reading goes on in the
 * line after the one where it began. Neither newline nor quote is a part of a letter in UTF-8 or CP949.
 */
export async function* recordsOf(chunks: AsyncIterable<Buffer>, quoted: boolean): AsyncGenerator<Record> {
  let kept: Buffer = Buffer.alloc(0)
  let line = 1
  let skipping = false
  /** Takes from what is kept what is whole; at the end of the file all of it. */
  function* take(atEnd: boolean): Generator<Record> {
    let start = 0
    for (;;) {
      const end = endOf(kept, start, quoted && !skipping)
      if (end.at !== -1) {
        if (!skipping) yield { line, bytes: kept.subarray(start, end.at) }
        skipping = false
        line += end.lines
        start = end.at + 1
        continue
      }
      const rest = kept.length - start
      if (rest > longest || (atEnd && end.open && rest > 0)) {
        if (!skipping) yield { line, fault: end.open ? 'quote-open' : 'too-long' }
        const next = kept.indexOf(newline, start)
        if (next !== -1) {
          skipping = false
          line += 1
          start = next + 1
          continue
        }
        skipping = true
        start = kept.length
      } else if (atEnd && rest > 0 && !skipping) {
        yield { line, bytes: kept.subarray(start) }
      }
      kept = kept.subarray(start)
      return
    }
  }
  for await (const chunk of chunks) {
    const next = skipping ? chunk.indexOf(newline) : 0
    // What is left out is not even kept for a moment.
    if (next === -1) continue
    kept = kept.length === 0 ? chunk.subarray(next) : Buffer.concat([kept, chunk])
    yield* take(false)
  }
  yield* take(true)
}

/** Where a record ends and how many lines it took; -1 where its end has not come. `open`: inside quotes. */
function endOf(bytes: Buffer, start: number, quoted: boolean) {
  if (!quoted) return { at: bytes.indexOf(newline, start), lines: 1, open: false }
  let lines = 1
  let open = false
  for (let at = start; at < bytes.length; at += 1) {
    if (bytes[at] === quote) open = !open
    else if (bytes[at] === newline && !open) return { at, lines, open }
    else if (bytes[at] === newline) lines += 1
  }
  return { at: -1, lines, open }
}
