import type { TestApp } from '../../support/app.ts'
import { importPetitions } from '../../../server/petitions/importing/importing.actions.ts'
import { linesOf } from '../../../server/petitions/importing/reading-lines.ts'

/** A petition of another site, as a line of its file says it. */
export const petition = (about: Record<string, unknown> = {}) => ({
  petition_idx: '1001',
  title: '강변 산책로에 가로등을',
  content: '밤에 어둡습니다.',
  category: '안전/환경',
  begin: '2019-06-03',
  end: '2019-07-03',
  num_agree: '1,234',
  status: '청원종료',
  ...about,
})

export const jsonl = (...petitions: object[]) => petitions.map((one) => JSON.stringify(one)).join('\n')

async function* bytes(text: string | Buffer, piece: number) {
  const all = Buffer.from(text)
  for (let at = 0; at < all.length; at += piece) yield all.subarray(at, at + piece)
}

type Wanted = { source?: string; ours?: boolean; dryRun?: boolean }

/** Imports a file, in pieces that end anywhere. */
export const taker =
  ({ deps }: TestApp) =>
  async (file: string | Buffer, wanted: Wanted = {}) => {
    const faults: string[] = []
    const sums = await importPetitions(
      deps,
      linesOf(bytes(file, 16_381)),
      { source: '옛 청원', ours: false, dryRun: false, ...wanted },
      { fault: (line, reason) => faults.push(`${line}: ${reason}`), progress: () => {} },
    )
    return { ...sums, faults }
  }

/** Node writes no CP949; what reads it also says which bytes a letter has. */
export function toCp949(text: string): Buffer {
  const decoder = new TextDecoder('euc-kr')
  const bytesOf = new Map<string, number[]>()
  for (let first = 0x81; first <= 0xfe; first += 1)
    for (let second = 0x41; second <= 0xfe; second += 1)
      bytesOf.set(decoder.decode(Buffer.from([first, second])), [first, second])
  return Buffer.from(
    [...text].flatMap((letter) => (letter < '\x80' ? [letter.charCodeAt(0)] : bytesOf.get(letter)!)),
  )
}
