import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../../shared/refusal.ts'
import type { FileRow } from './files.queries.ts'
import type { FileStore } from './files.ts'
import { rangeOf } from './ranges.ts'

/**
 * Whole or a part, by what the reader has and asks for (RFC 9110, 13 and 14).
 * @param open whether anyone may see it, for caches
 */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  files: FileStore,
  { file, open }: { file: FileRow; open: boolean },
) {
  const etag = `"${file.sha256.toString('base64url')}"`
  const modified = new Date(Math.floor(file.uploadedAt.getTime() / 1000) * 1000).toUTCString()
  reply
    .type(file.mediaType === 'text/vtt' ? 'text/vtt; charset=utf-8' : file.mediaType)
    .header('etag', etag)
    .header('last-modified', modified)
    .header('accept-ranges', 'bytes')
    // Asked again each time, because what shows it may be hidden; the answer is then a short 304.
    .header('cache-control', open ? 'public, no-cache' : 'private, no-store')
    .header('content-disposition', `inline; filename*=UTF-8''${percent(file.name)}`)
    .header('content-security-policy', "default-src 'none'; media-src 'self'; sandbox")
    .header('x-content-type-options', 'nosniff')
  const { headers } = request
  if (holds(headers['if-none-match'], etag)) return reply.code(304).send()
  const fresh = [undefined, etag, modified].includes(headers['if-range'] as string | undefined)
  const range = fresh ? rangeOf(headers.range, file.size) : null
  if (range === 'unsatisfiable') {
    reply.removeHeader('content-disposition')
    return reply.code(416).header('content-range', `bytes */${file.size}`).send()
  }
  const length = range ? range.end - range.start + 1 : file.size
  if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${file.size}`)
  reply.header('content-length', length)
  if (request.method === 'HEAD') return reply.send()
  const found = await files.open(file.id, range ?? undefined)
  if (!found) throw new Refusal('not-found')
  return reply.send(found.stream satisfies Readable)
}

/** RFC 8187 knows fewer plain characters than addresses do. */
const percent = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)

const holds = (header: string | undefined, etag: string) =>
  header !== undefined &&
  (header.trim() === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag))
