import { bare, stemsOf } from '../reading/korean.rules.ts'
import { keysOf } from '../reading/letters.rules.ts'

/** From here on two titles are shown as one matter: chosen by `npm run similar-report`. */
export const likelyTheSame = 0.5

/** The desk looks at more, because an officer decides. */
export const perhapsTheSame = 0.4

/** Most words of a title by which others are looked up, those first that tell most. */
const mostWords = 5

/** What is asked, as against what it is about: half of all titles share one of these. */
const wishes =
  /^(?:늘려|늘리|만들어|만드|설치|놓아|고쳐|바꿔|교체|개선|강화|확대|축소|폐지|철거|정비|정리|단속|처벌|엄벌|처리|조사|수사|고발|도와|살려|지켜|막아|없애|치워|열어|내려|줄여|넓혀|반대|찬성|대책|마련|해결|문제|보호|지원|금지|중단|허용|개방|개설|신설|추가|실시|징계|파면|해체|해산|억울|심합|필요|부족|모자|관리|점검|청소|수거|운영|지정|사과|답변|요구|강력|엄중|신속|철저)/u

/** How things are said to be, and who and where everyone is. */
const common =
  /(?:니다|어요|아요|세요|셔요|해요|데요|나요|까요|시오|시요|습니까|[^가-힣]다)$|^(?:대한민국|국민|정부|구청|서울시|동네|주민|시민|사람|아이들?|학생들?|가족|대표|회장|회사|경찰|법|앞|옆|때문|강력한?|엄중한?|정확|공정한|신속한|빠른|많은|작은|큰|새|밤에|매일|날마다|야간)$/u

/** How much a word tells of the matter: names and things whole, what is wished or said of them little. */
function weightOf(word: string): number {
  if (wishes.test(word)) return 0.2
  return common.test(word) || word.length === 1 ? 0.4 : 1
}

/** So many words of the matter are thought to differ beyond those that are there: one word alone proves little. */
const doubt = 0.5

const pairsOf = (word: string) =>
  new Set([...word].slice(1).map((letter, index) => [...word][index]! + letter))

/** How alike two words are, 0 to 1: one within the other counts nearly whole, else the pairs of letters they share. */
function likenessOfWords(one: string, other: string): number {
  if (one === other) return 1
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  if (short.length >= 2 && long.includes(short)) return 0.85
  const [a, b] = [pairsOf(one), pairsOf(other)]
  if (a.size === 0 || b.size === 0) return 0
  const shared = [...a].filter((pair) => b.has(pair)).length
  const dice = (2 * shared) / (a.size + b.size)
  return dice >= 0.5 ? dice : 0
}

/** How much of the words of a text another one has, by their weights. */
function covered(words: string[], others: string[]): { had: number; all: number } {
  let had = 0
  let all = 0
  for (const word of words) {
    const weight = weightOf(word)
    all += weight
    had += weight * Math.max(0, ...others.map((other) => likenessOfWords(word, other)))
  }
  return { had, all }
}

/** Names that were made unreadable (***) tell nothing. */
const telling = (title: string) => stemsOf(title.replaceAll('*', ' '))

/**
 * How alike two titles are, 0 to 1: which words of the matter they share, whatever their particles, endings and spaces.
 * What is asked for counts little: to fine one thing is not like fining another.
 */
export function likenessOf(one: string, other: string): number {
  if (bare(one) === bare(other)) return 1
  const [a, b] = [telling(one), telling(other)]
  const [there, back] = [covered(a, b), covered(b, a)]
  return (there.had + back.had) / (there.all + back.all + doubt)
}

/** By which pairs of letters petitions of the same matter are looked up, for each word. */
export const keysToLookUp = (title: string): number[][] =>
  [...new Set(telling(title))]
    .filter((word) => word.length > 1)
    .toSorted((a, b) => weightOf(b) - weightOf(a) || b.length - a.length)
    .slice(0, mostWords)
    .map(keysOf)
