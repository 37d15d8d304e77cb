import { beginningsOf, otherKeyboard } from './keyboard.rules.ts'
import { isFiller, stemOf } from './korean.rules.ts'
import { isConsonant, keysOf, wordsOf } from './letters.rules.ts'

/** Most words of a search that are looked for; what stands after them is left out. */
const mostWords = 8

export type Word =
  /** `stem` is the word without its particle: what is found loosely. `keys` are the pairs of letters of each. */
  | { kind: 'text'; typed: string; typedKeys: number[]; stem: string; keys: number[] }
  /** ㅈㅊㅈ: initial consonants, looked for in titles. */
  | { kind: 'initials'; typed: string; keys: number[] }
  /** A word that is still being typed, as beginnings in parted letters; looked for in titles. */
  | { kind: 'begun'; typed: string; beginnings: string[] }

/** One way to read what was typed. */
export type Reading = {
  words: Word[]
  /** Numbers a petition may have, ours or an older one; null where nothing of the kind was typed. */
  number: string | null
  /** What was searched for instead of what was typed; null where it is the same. */
  as: string | null
}

/** The most fragments of one letter that carry a trigram: shorter ones are no help to its index. */
const leastBegun = 3

/**
 * The ways to read a search, the likeliest first: as typed; typed on the other keyboard; not typed to its end. The
 * next is tried where one finds nothing. Empty where nothing can be looked for, such as signs alone.
 * @param typing whether the last syllable may still become another one; what ends in a lone consonant always may
 */
export function readingsOf(q: string, typing = false): Reading[] {
  const typed = readingOf(q, null)
  if (typed === null) return []
  const other = otherKeyboard(q.normalize('NFC').trim())
  const otherWay = other === null ? null : readingOf(other, other)
  return [typed, ...(otherWay ? [otherWay] : []), ...begunFrom(typed, typing)]
}

function readingOf(q: string, as: string | null): Reading | null {
  const all = wordsOf(q)
  const telling = all.filter((word) => !isFiller(word))
  const words = [...new Set(telling.length > 0 ? telling : all)].slice(0, mostWords).map(wordOf)
  const number = numberOf(q)
  // A whole number of ours names one petition, and nothing is like it.
  if (number && ours.test(number)) return { words: [], number, as }
  return words.length === 0 ? null : { words, number, as }
}

function wordOf(typed: string): Word {
  if ([...typed].every(isConsonant)) return { kind: 'initials', typed, keys: keysOf(typed) }
  const stem = stemOf(typed)
  return { kind: 'text', typed, typedKeys: keysOf(typed), stem, keys: keysOf(stem) }
}

function begunFrom({ words, number }: Reading, typing: boolean): Reading[] {
  const last = words.at(-1)
  if (last?.kind !== 'text' || !(typing || isConsonant(last.typed.at(-1)!))) return []
  const beginnings = beginningsOf(last.typed).filter((beginning) => [...beginning].length >= leastBegun)
  if (beginnings.length === 0) return []
  return [
    { words: [...words.slice(0, -1), { kind: 'begun', typed: last.typed, beginnings }], number, as: null },
  ]
}

const ours = /^\d{4}-\d{4,6}$/

/** `2026-1` and `2026-0001` are one number; any other digits may be the number that an older site gave. */
function numberOf(q: string): string | null {
  const text = q
    .trim()
    .replace(/^(?:제|no\.?|#)\s*/i, '')
    .replace(/\s*호$/, '')
  const parts = /^(\d{4})-(\d{1,6})$/.exec(text)
  if (parts) return `${parts[1]}-${parts[2]!.padStart(4, '0')}`
  return /^[\da-z][\da-z-]{0,39}$/i.test(text) && /\d/.test(text) ? text.toLowerCase() : null
}
