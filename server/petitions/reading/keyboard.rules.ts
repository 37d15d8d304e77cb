import { isConsonant, isJamo, isSyllable } from './letters.rules.ts'

/** The Korean two-set keyboard: what each key of a Latin one writes. */
const keys =
  'rㄱRㄲsㄴeㄷEㄸfㄹaㅁqㅂQㅃtㅅTㅆdㅇwㅈWㅉcㅊzㅋxㅌvㅍgㅎkㅏoㅐiㅑOㅒjㅓpㅔuㅕPㅖhㅗyㅛnㅜbㅠmㅡlㅣ'
const pairs = Array.from({ length: keys.length / 2 }, (_, index) => [keys[index * 2]!, keys[index * 2 + 1]!])
const jamoOf = new Map(pairs.map(([key, jamo]) => [key!, jamo!]))
const keyOf = new Map(pairs.map(([key, jamo]) => [jamo!, key!]))

const compound = new Map(
  'ㅘㅗㅏ ㅙㅗㅐ ㅚㅗㅣ ㅝㅜㅓ ㅞㅜㅔ ㅟㅜㅣ ㅢㅡㅣ ㄳㄱㅅ ㄵㄴㅈ ㄶㄴㅎ ㄺㄹㄱ ㄻㄹㅁ ㄼㄹㅂ ㄽㄹㅅ ㄾㄹㅌ ㄿㄹㅍ ㅀㄹㅎ ㅄㅂㅅ'
    .split(' ')
    .map((three) => [three.slice(1), three[0]!]),
)
const parts = new Map([...compound].map(([two, one]) => [one, two]))

const firsts = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
const vowels = 'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ'
const lasts = ['', ...'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ']

/** A syllable as its keys are struck: a consonant is the last of its syllable unless a vowel follows. */
const struck =
  /([ㄱ-ㅎ])(ㅗ[ㅏㅐㅣ]|ㅜ[ㅓㅔㅣ]|ㅡㅣ|[ㅏ-ㅣ])((?:ㄱㅅ|ㄴ[ㅈㅎ]|ㄹ[ㄱㅁㅂㅅㅌㅍㅎ]|ㅂㅅ|[ㄱㄲㄴㄷㄹㅁㅂㅅㅆㅇㅈㅊㅋㅌㅍㅎ])(?![ㅏ-ㅣ]))?/gu

const one = (letters: string) => compound.get(letters) ?? letters

const compose = (jamo: string): string =>
  jamo.replace(struck, (_whole, first: string, vowel: string, last: string | undefined) => {
    const [f, v, l] = [firsts.indexOf(first), vowels.indexOf(one(vowel)), lasts.indexOf(one(last ?? ''))]
    return String.fromCodePoint(0xac00 + (f * 21 + v) * 28 + l)
  })

/** The letters of a syllable as they are struck, compounds in two: 닭 → ㄷㅏㄹㄱ. Other letters stay. */
export function struckLetters(letter: string): string {
  if (!isSyllable(letter)) return parts.get(letter) ?? letter
  const code = letter.codePointAt(0)! - 0xac00
  const [v, l] = [vowels[Math.floor(code / 28) % 21]!, lasts[code % 28]!]
  return firsts[Math.floor(code / 588)]! + (parts.get(v) ?? v) + (parts.get(l) ?? l)
}

/**
 * What was meant, where the keyboard stood in the other language: wnckwkd → 주차장, ㅊㅊㅅㅍ → cctv.
 * Null where it makes no word in the other one.
 */
export function otherKeyboard(text: string): string | null {
  const letters = [...text]
  if (letters.some(isJamo)) {
    if (!letters.every((letter) => isJamo(letter) || isSyllable(letter) || !/\p{L}/u.test(letter)))
      return null
    const typed = letters.flatMap((letter) => [...struckLetters(letter)])
    return typed.map((letter) => keyOf.get(letter) ?? letter).join('')
  }
  if (!/[a-z]/i.test(text) || letters.some(isSyllable)) return null
  const jamo = letters.map((key) => jamoOf.get(key) ?? jamoOf.get(key.toLowerCase()) ?? key).join('')
  const read = compose(jamo)
  const strays = [...read].filter(isJamo)
  const onlyInitials = strays.length === [...read].length && strays.length > 1 && strays.every(isConsonant)
  return strays.length === 0 || onlyInitials ? read : null
}

/**
 * What a word may become that is still being typed, as beginnings in parted letters (NFD): 주차자 is on its way to
 * 주차장, 주찯 to 주차단속 (the last consonant begins the next syllable), 주ㅊ to 주차.
 */
export function beginningsOf(word: string): string[] {
  const letters = [...word]
  const last = letters.at(-1)!
  const before = letters.slice(0, -1).join('').normalize('NFD')
  if (isConsonant(last)) return firsts.includes(last) ? [before + firstOf(last)] : []
  if (!isSyllable(last)) return []
  const typed = [...struckLetters(last)]
  const moved = typed.at(-1)!
  const open = compose(typed.slice(0, -1).join(''))
  const asTyped = before + last.normalize('NFD')
  if (typed.length < 3 || !isConsonant(moved) || !firsts.includes(moved)) return [asTyped]
  return [asTyped, before + open.normalize('NFD') + firstOf(moved)]
}

/** The conjoining letter of an initial consonant. */
const firstOf = (consonant: string) => String.fromCodePoint(0x1100 + firsts.indexOf(consonant))
