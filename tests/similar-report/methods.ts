import { bare, stemsOf } from '../../server/petitions/reading/korean.rules.ts'
import { likenessOf } from '../../server/petitions/similar/similar.rules.ts'

export type Method = { name: string; likeness: (one: string, other: string) => number }

/** Trigrams as PostgreSQL makes them: two spaces before a word, one after. */
function trigrams(text: string): Set<string> {
  const words = text
    .toLowerCase()
    .normalize('NFD')
    .split(/[^\p{L}\p{N}]+/u)
  return new Set(
    words.filter(Boolean).flatMap((word) => {
      const padded = [...`  ${word} `]
      return padded.slice(2).map((_, index) => padded.slice(index, index + 3).join(''))
    }),
  )
}

function jaccard(a: Set<string>, b: Set<string>): number {
  const shared = [...a].filter((one) => b.has(one)).length
  return shared === 0 ? 0 : shared / (a.size + b.size - shared)
}

function dice(a: Set<string>, b: Set<string>): number {
  const shared = [...a].filter((one) => b.has(one)).length
  return shared === 0 ? 0 : (2 * shared) / (a.size + b.size)
}

const pairs = (text: string) => new Set([...text].slice(1).map((letter, index) => [...text][index]! + letter))

/** What was compared before one was chosen. */
export const methods: Method[] = [
  {
    name: 'trigrams of parted letters, titles as they are',
    likeness: (one, other) => jaccard(trigrams(one), trigrams(other)),
  },
  {
    name: 'the same without particles, endings and fillers',
    likeness: (one, other) => jaccard(trigrams(bare(one)), trigrams(bare(other))),
  },
  {
    name: 'pairs of syllables without particles, endings and fillers',
    likeness: (one, other) => dice(pairs(bare(one)), pairs(bare(other))),
  },
  {
    name: 'words without particles, endings and fillers',
    likeness: (one, other) => dice(new Set(stemsOf(one)), new Set(stemsOf(other))),
  },
  { name: 'words of the matter; what is wished or said of it counts little', likeness: likenessOf },
]
