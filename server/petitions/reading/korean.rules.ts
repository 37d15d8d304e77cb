import { fold, wordsOf } from './letters.rules.ts'

/**
 * Particles and endings that say nothing of the matter: 주차장을 and 주차장 are one word, 설치해주세요 is 설치.
 * The database has the same list in `search_bare`; a test holds them together.
 */
export const endings =
  '에서는|에서도|에게서|으로는|으로도|이라는|에서|에게|에는|에도|으로|이나|까지|부터|마다|조차|처럼|보다|만큼|라는|하고|한테|께서|에의|' +
  '을|를|이|가|은|는|의|에|도|로|와|과|만|' +
  '해주세요|해주십시오|해주십시요|해주시기|해주시길|해주시면|하여주십시오|하게해주세요|해달라|해라|하라|하자|합시다|합니다|입니다|됩니다|한다|' +
  '해야|하여|해서|해요|하는|하기|하게|하도록|되도록|시켜주세요|해'

/** Whole words that every petition has: they tell nothing apart. */
export const fillers =
  '좀|제발|꼭|더|너무|정말|진짜|또|및|등|수|것|그|이|저|우리|저희|해|하여|위해|위한|위하여|대해|대한|대하여|관한|관련|관련하여|' +
  '주세요|주십시오|주십시요|주시기|주시길|주시면|줘요|줘|달라|바랍니다|바라요|부탁|부탁드립니다|부탁합니다|부탁해요|' +
  '청원|청원합니다|청원드립니다|청원드려요|청원글|국민청원|건의|건의합니다|건의드립니다|요청|요청합니다|요청드립니다|촉구|촉구합니다|' +
  '원합니다|호소합니다|필요합니다|시급합니다|해야합니다|합니다|있습니다|없습니다|있는|없는|있게|없게|하는|되는|시켜|시켜주세요'

const ending = new RegExp(`^([가-힣]{2,}?)(?:${endings})$`, 'u')
const filler = new RegExp(`^(?:${fillers})$`, 'u')

/** Words whose last syllable only looks like a particle. */
const whole = new Set(['어린이'])

/** A word without its particle or ending, where two syllables are left. */
export const stemOf = (word: string): string => (whole.has(word) ? word : (ending.exec(word)?.[1] ?? word))

export const isFiller = (word: string): boolean => filler.test(word)

/** The words that tell what a text is about, without particles, endings and fillers. */
export const stemsOf = (text: string): string[] =>
  wordsOf(text)
    .filter((word) => !isFiller(word))
    .map(stemOf)

/** The same joined, as `search_bare` of the database makes it. */
export const bare = (text: string): string => fold(stemsOf(text).join(''))
