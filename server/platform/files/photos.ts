import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Refusal } from '../../../shared/refusal.ts'
import { type Coming, type FileStore, type StoredFile, upTo } from './files.ts'
import { fileNameOf } from './names.ts'

/** Most bytes of a photo as it comes, and most pixels: today's phones make 12 MB and 50 million. */
export const photoBytes = 20 * 1024 * 1024
const mostPixels = 64_000_000
/** Longest edge of what is kept, in pixels: sharp on a wide page, and some 300 KB. */
const edge = 1600

export type KeptPhoto = StoredFile & { name: string; mediaType: 'image/jpeg' }

/**
 * Keeps a photo as a picture drawn anew: turned upright, bounded in size, without place, camera, time or anything else
 * that the file said beside its pixels. The stream is read to its end in any case. Whoever calls writes the row, and
 * removes the bytes where that fails (`keepRow`).
 * @throws Refusal `file-kind` for what is no JPEG, PNG or WebP that can be read whole, `file-too-large`
 */
export async function keepPhoto(files: FileStore, coming: Coming, field = 'photo'): Promise<KeptPhoto> {
  let over = false
  const original = await buffer(upTo(coming.stream, photoBytes, () => (over = true)))
  if (over) throw new Refusal('file-too-large', { field, params: { megabytes: photoBytes / 1024 / 1024 } })
  const drawn = await oneAtATime(() => drawAgain(original)).catch(() => {
    throw new Refusal('file-kind', { field, params: { kinds: 'JPEG, PNG, WebP' } })
  })
  const stored = await files.put(Readable.from([drawn], { objectMode: false }), photoBytes)
  return { ...stored, name: fileNameOf(coming.name, 'image/jpeg'), mediaType: 'image/jpeg' }
}

/** Writes what refers to kept bytes; where that fails, the bytes go too. */
export async function keepRow<T>(files: FileStore, id: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    await files.remove(id)
    throw error
  }
}

/** The picture as a fresh JPEG. Rejects what is no whole picture of the kinds that are taken. */
export async function drawAgain(original: Buffer): Promise<Buffer> {
  // Loaded where the first photo comes: a server without photos does without its 20 MB.
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  // Every other loader (SVG, PDF, TIFF …) stays shut: what comes from outside is read by three only.
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({
    operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
  })
  return sharp(original, { limitInputPixels: mostPixels, failOn: 'warning', pages: 1 })
    .autoOrient()
    .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 80, progressive: true })
    .toBuffer()
}

let turn: Promise<unknown> = Promise.resolve()
/** One large picture at a time: a few at once would take a gigabyte. */
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const mine = turn.then(work)
  turn = mine.catch(() => {})
  return mine
}
