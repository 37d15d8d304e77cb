import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

export type Encoding = 'br' | 'gzip' | 'plain'
/** What goes over the wire, under a strong tag of its own in each encoding. */
export type Body = { bytes: Buffer; etag: string }

/** A text in the encodings that were asked for so far: each is made once, when the first reader takes it. */
export type Bodies = {
  /** At once where it was made before. */
  in(encoding: Encoding): Body | Promise<Body>
}

export function openBodies(text: string): Bodies {
  const made: Partial<Record<Encoding, Body>> = {}
  const making: Partial<Record<Encoding, Promise<Body>>> = {}
  const make = async (encoding: Encoding) =>
    (made[encoding] = bodyOf(await encoded(Buffer.from(text), encoding)))
  return { in: (encoding) => made[encoding] ?? (making[encoding] ??= make(encoding)) }
}

/** A window no larger than pages are: the usual one takes megabytes for each page that is made. */
const brotli = (length: number) => ({
  [constants.BROTLI_PARAM_QUALITY]: 4,
  [constants.BROTLI_PARAM_LGWIN]: 18,
  [constants.BROTLI_PARAM_SIZE_HINT]: length,
})

function encoded(plain: Buffer, encoding: Encoding): Buffer | Promise<Buffer> {
  if (encoding === 'gzip') return toGzip(plain, { level: 5 })
  if (encoding === 'br') return toBrotli(plain, { params: brotli(plain.length) })
  return plain
}

const bodyOf = (bytes: Buffer): Body => ({
  bytes,
  etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
})
