import type { ImportedLine } from '../../../shared/importing.ts'
import { endOfDay, startOfDay } from '../../../shared/kst.ts'

/** How other sites say that an answer was given there. */
const answeredThere = new Set(['브리핑', '답변완료', '답변 완료', '답변', 'answered'])

/** A petition as it is written down: closed, with what its source says of an answer, and nothing that is owed. */
export type Imported = {
  sourceNumber: string
  title: string
  problem: string
  sourceCategory: string
  year: number
  openedAt: string
  closesAt: string
  answered: boolean
  count: number
}

/** @returns what is wrong with it, in words; null where nothing is */
export function faultOf({ begin, end }: ImportedLine, now: Date): string | null {
  if (begin > end) return `end: ${end} is before it began (${begin})`
  if (endOfDay(end) > now) return `end: ${end} is still to come; only ended petitions are imported`
  return null
}

export const importedOf = (line: ImportedLine): Imported => ({
  sourceNumber: line.petition_idx,
  title: line.title,
  problem: line.content,
  sourceCategory: line.category,
  year: Number(line.begin.slice(0, 4)),
  openedAt: startOfDay(line.begin).toISOString(),
  closesAt: endOfDay(line.end).toISOString(),
  answered: answeredThere.has(line.status.toLowerCase()),
  count: line.num_agree,
})

export type Judged<T extends Imported> = { fresh: T[]; there: number; faults: { of: T; reason: string }[] }

/**
 * Sorts a batch by what is known: what is there already is left as it is; the same number with another title is a
 * fault, told and left out.
 * @param known titles by the source's number
 */
export function judge<T extends Imported>(batch: T[], known: Map<string, string>): Judged<T> {
  const seen = new Map(known)
  const judged: Judged<T> = { fresh: [], there: 0, faults: [] }
  for (const petition of batch) {
    const title = seen.get(petition.sourceNumber)
    if (title === undefined) judged.fresh.push(petition)
    else if (title === petition.title) judged.there += 1
    else {
      const reason = `petition_idx: ${petition.sourceNumber} is there already, with another title`
      judged.faults.push({ of: petition, reason })
    }
    seen.set(petition.sourceNumber, title ?? petition.title)
  }
  return judged
}
