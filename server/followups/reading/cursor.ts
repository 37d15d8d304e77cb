import { z } from 'zod'
import { Refusal } from '../../../shared/refusal.ts'
import type { Place } from './reading.queries.ts'

/** The last card of a page: where the next one begins. */
const Cursor = z.tuple([z.int().min(0).max(1), z.number(), z.int().positive()])

export const writePlace = ({ settled, place, id }: Place) =>
  Buffer.from(JSON.stringify([settled, Number(place), id])).toString('base64url')

/** @throws Refusal `cursor-unknown` for anything this list did not give out */
export function readPlace(text: string | undefined): Place | null {
  if (text === undefined) return null
  try {
    const [settled, place, id] = Cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    return { settled, place, id }
  } catch {
    throw new Refusal('cursor-unknown', { field: 'after' })
  }
}
