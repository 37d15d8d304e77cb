import type { FastifyRequest } from 'fastify'
import type { Coming } from '../../platform/files/files.ts'
import { photoBytes } from '../../platform/files/photos.ts'
import { partsOf } from '../../platform/http/parts.ts'

/** How large the photo may be is said where it is kept. */
const limits = {
  throwFileSizeLimit: false,
  limits: { files: 2, fields: 20, parts: 22, fieldSize: 64 * 1024, fileSize: photoBytes + 1024 },
}

type Typed = Record<string, string>

/**
 * Reads a form with one photo; its words stand before the photo. Later photos are left.
 * @returns what `keep` made of it; null where no photo came, with the words in `typed`
 */
export async function photoIn<T>(
  request: FastifyRequest,
  keep: (coming: Coming, typed: Typed) => Promise<T>,
  typed: Typed = {},
): Promise<T | null> {
  let kept: T | null = null
  for await (const part of partsOf(request, limits)) {
    if (part.type === 'field') typed[part.fieldname] = String(part.value)
    else if (!part.filename || kept !== null || part.fieldname !== 'photo') part.file.resume()
    else kept = await keep({ stream: part.file, name: part.filename }, typed)
  }
  return kept
}
