import type { SimilarPetition } from '../../../shared/petitions.ts'
import type { Db } from '../../platform/db/database.ts'
import { similarTo } from './similar.ts'

/** Petitions that a reader could endorse or read instead of filing; the likest three. */
export async function similarToTitle(db: Db, title: string): Promise<SimilarPetition[]> {
  const text = title
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .trim()
  if (text.length < 4) return []
  const found = await similarTo(db, text.slice(0, 100), { states: ['open', 'closed'], most: 3 })
  return found.map(({ id: _id, ...petition }) => petition)
}
