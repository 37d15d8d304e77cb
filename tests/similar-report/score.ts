import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../support/sources.ts'
import type { Method } from './methods.ts'
import { alike, alikeInArchive, type Pair, same, sameInArchive } from './pairs.ts'

export type Labelled = { same: Pair[]; alike: Pair[] }
export type Score = { threshold: number; precision: number; recall: number; f1: number }

export const written: Labelled = { same, alike }

/** The labelled pairs of the archive; null where it does not lie beside the checkout. */
export function archived(
  file = join(root, '../shared/data/blue-house-petitions-2019-06.jsonl'),
): Labelled | null {
  if (!existsSync(file)) return null
  const titles = new Map(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { petition_idx: string; title: string })
      .map(({ petition_idx: id, title }) => [id, title]),
  )
  const read = (text: string) =>
    text.split(/\s+/).map((two) => two.split('-').map((id) => titles.get(id)!) as [string, string])
  return { same: read(sameInArchive), alike: read(alikeInArchive) }
}

/** Precision and recall of calling pairs the same matter from a likeness on. */
export function scoreAt({ likeness }: Method, pairs: Labelled, threshold: number): Score {
  const found = (list: Pair[]) => list.filter(([one, other]) => likeness(one, other) >= threshold).length
  const [right, wrong] = [found(pairs.same), found(pairs.alike)]
  const precision = right + wrong === 0 ? 1 : right / (right + wrong)
  const recall = right / pairs.same.length
  return {
    threshold,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  }
}

/** The threshold at which a method does best on some pairs. */
export const bestOf = (method: Method, pairs: Labelled): Score =>
  Array.from({ length: 95 }, (_, step) => scoreAt(method, pairs, (step + 3) / 100)).reduce((best, score) =>
    score.f1 > best.f1 ? score : best,
  )
