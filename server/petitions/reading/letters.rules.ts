/** What separates words and is not searched: spaces of every kind, and signs that people set or leave out as they like. */
const soft =
  '\t\n\v\f\r \u00a0\u00ad\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f' +
  '\u2028\u2029\u202f\u205f\u2060\u3000\ufeff' +
  '.,!?~\'"`()[]{}<>:;/-·…‥“”‘’《》〈〉「」『』【】、。，．！？：；（）～ㆍ‧•–—―'

const isSoft = new Set(soft)

/** Letters of the classic order in which an initial consonant counts. */
const initials = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
const firstSyllable = 0xac00
const lastSyllable = 0xd7a3

/**
 * A text as it is compared: composed, small letters, nothing soft. It is what `search_fold` of the database makes, so
 * that both find the same.
 */
export const fold = (text: string): string =>
  [...text.normalize('NFC').toLowerCase()].filter((letter) => !isSoft.has(letter)).join('')

/** The words of a text: what stands between soft signs, folded. */
export function wordsOf(text: string): string[] {
  let spaced = ''
  for (const letter of text.normalize('NFC').toLowerCase()) spaced += isSoft.has(letter) ? ' ' : letter
  return spaced.split(' ').filter((word) => word !== '')
}

export const isSyllable = (letter: string) => {
  const code = letter.codePointAt(0) ?? 0
  return code >= firstSyllable && code <= lastSyllable
}

export const isConsonant = (letter: string) => letter >= 'ㄱ' && letter <= 'ㅎ'
export const isJamo = (letter: string) => letter >= 'ㄱ' && letter <= 'ㅣ'

/** Each syllable's initial consonant (주차장 → ㅈㅊㅈ); other letters stay. The length stays the same. */
export const initialsOf = (folded: string): string =>
  [...folded]
    .map((letter) =>
      isSyllable(letter) ? initials[Math.floor((letter.codePointAt(0)! - firstSyllable) / 588)]! : letter,
    )
    .join('')

/**
 * A folded text's letters and pairs of neighbours as numbers, as `search_grams` of the database keeps them. A pair is
 * `first << 16 | second`; of letters beyond 16 bits the lower ones count.
 */
export function gramsOf(folded: string): number[] {
  const codes = [...folded].map((letter) => letter.codePointAt(0)! & 0xffff)
  return codes.flatMap((code, index) => {
    const next = codes[index + 1]
    return next === undefined ? [code] : [code, (code << 16) | next]
  })
}

/** What of a word is looked up: its pairs, or the one letter it has. */
export function keysOf(folded: string): number[] {
  const codes = [...folded].map((letter) => letter.codePointAt(0)! & 0xffff)
  if (codes.length === 1) return codes
  return [...new Set(codes.slice(1).map((code, index) => (codes[index]! << 16) | code))]
}

type Folded = { text: string; at: number[] }

/** A text folded, with where each letter of it stood, so that what was found can be marked. */
export function foldedWithPlaces(text: string): Folded {
  let folded = ''
  const at: number[] = []
  let place = 0
  for (const letter of text) {
    const small = letter.toLowerCase()
    if (!isSoft.has(small) && small.length === letter.length) {
      folded += small
      for (let unit = 0; unit < letter.length; unit += 1) at.push(place + unit)
    } else if (!isSoft.has(small)) {
      folded += small[0]!
      at.push(place)
    }
    place += letter.length
  }
  at.push(place)
  return { text: folded, at }
}
