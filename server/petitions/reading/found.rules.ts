import type { Range } from '../../../shared/petitions.ts'
import { foldedWithPlaces, initialsOf } from './letters.rules.ts'
import type { Word } from './search.rules.ts'

/** Most letters of a text that stand beside a title, and how many of them stand before what was found. */
const most = 140
const before = 40

/** Most places that are marked in one text. */
const mostMarks = 40

/** What of a folded text to mark for a word: the word, or the longest parts of it that stand there one by one. */
function piecesOf(folded: string, word: Word): string[] {
  if (word.kind === 'begun') return [[...word.typed].slice(0, -1).join('')].filter(Boolean)
  if (word.kind === 'initials') return [word.typed]
  if (folded.includes(word.typed)) return [word.typed]
  const letters = [...word.stem]
  const pieces: string[] = []
  let from = 0
  while (from < letters.length) {
    let to = letters.length
    while (to > from + 1 && !folded.includes(letters.slice(from, to).join(''))) to -= 1
    if (to - from > 1 || letters.length === 1) pieces.push(letters.slice(from, to).join(''))
    from = to
  }
  return pieces
}

type Place = Range & { word: number }

/** Every place of a text where a word stands, in order; `from` and `to` count UTF-16 units, `to` is not in it. */
function placesIn(text: string, words: Word[]): Place[] {
  const { text: folded, at } = foldedWithPlaces(text)
  const firsts = words.some(({ kind }) => kind === 'initials') ? initialsOf(folded) : ''
  const places: Place[] = []
  words.forEach((word, index) => {
    const where = word.kind === 'initials' ? firsts : folded
    for (const piece of piecesOf(where, word)) {
      for (let found = where.indexOf(piece), count = 0; found !== -1 && count < mostMarks; count += 1) {
        const end = found + piece.length
        places.push({ from: at[found]!, to: at[end - 1]! + 1, word: index })
        found = where.indexOf(piece, end)
      }
    }
  })
  return places.toSorted((a, b) => a.from - b.from || b.to - a.to)
}

/** Places made one where they touch or overlap. */
function joined(places: Range[]): Range[] {
  const ranges: Range[] = []
  for (const { from, to } of places.slice(0, mostMarks)) {
    const last = ranges.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else ranges.push({ from, to })
  }
  return ranges
}

/** Where a title shows what was searched for. */
export const marksIn = (text: string, words: Word[]): Range[] =>
  joined(placesIn(text.normalize('NFC'), words))

type Passage = { text: string; marks: Range[] }

/**
 * The passage of the texts that shows most of what was searched for, on one line: the first one, where several do.
 * Null where none of the words stands in them.
 */
export function passageOf(texts: string[], words: Word[]): Passage | null {
  let best: { line: string; places: Place[]; start: number; distinct: number } | null = null
  for (const text of texts) {
    const line = text.normalize('NFC').replace(/\s+/g, ' ').trim()
    const places = placesIn(
      line,
      words.filter(({ kind }) => kind === 'text'),
    )
    for (const { from } of places) {
      const near = places.filter((place) => place.from >= from && place.to <= from + most - before)
      const distinct = new Set(near.map(({ word }) => word)).size
      if (best === null || distinct > best.distinct) best = { line, places, start: from, distinct }
    }
  }
  return best && cut(best.line, best.places, best.start)
}

/** The letters around a place, none of them cut apart, with … where the text goes on. */
function cut(line: string, places: Place[], start: number): Passage {
  const segments = [...new Intl.Segmenter().segment(line.slice(Math.max(0, start - before), start + most))]
  const base = Math.max(0, start - before)
  // A window that begins or ends inside a letter loses that letter.
  const from = base === 0 ? 0 : base + (segments[1]?.index ?? 0)
  const room = base + (segments.at(-1)?.index ?? 0) + (segments.at(-1)?.segment.length ?? 0)
  const to = room >= line.length ? line.length : base + segments.at(-1)!.index
  const lead = from > 0 ? '…' : ''
  const text = lead + line.slice(from, to).trimEnd() + (to < line.length ? '…' : '')
  const shift = lead.length - from
  const marks = places
    .filter((place) => place.from >= from && place.to <= to)
    .map((place) => ({ from: place.from + shift, to: place.to + shift }))
  return { text, marks: joined(marks) }
}
