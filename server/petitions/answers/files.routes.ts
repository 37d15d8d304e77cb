import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type FileUse, fileUses, UploadedFile } from '../../../shared/answers.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { partsOf } from '../../platform/http/parts.ts'
import { fileFor, upload } from './files.actions.ts'
import { rangeOf } from './files.rules.ts'

/** What one form with files may hold. How large a file may be is decided where it is kept; longer texts are cut and refused. */
export const multipartLimits = {
  throwFileSizeLimit: false,
  limits: { files: 4, fields: 200, parts: 204, fieldSize: 256 * 1024, fileSize: Infinity },
}

export function answerFileRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()

  app.post(
    '/api/desk/files',
    {
      config: { may: 'desk.file.upload' },
      schema: { querystring: z.object({ use: z.enum(fileUses) }), response: { 201: UploadedFile } },
    },
    async (request, reply) => reply.code(201).send(await uploadFirst(request, deps, request.query.use)),
  )

  const Id = z.object({ id: z.uuid() })
  root.route<{ Params: { id: string } }>({
    method: ['GET', 'HEAD'],
    url: '/files/:id',
    config: { may: 'file.read' },
    handler: async (request, reply) => {
      const params = Id.safeParse(request.params)
      if (!params.success) throw new Refusal('not-found')
      return sendFile(request, reply, deps, params.data.id)
    },
  })
}

async function uploadFirst(request: FastifyRequest, deps: Deps, use: FileUse): Promise<UploadedFile> {
  let kept: UploadedFile | undefined
  for await (const part of partsOf(request, multipartLimits)) {
    if (part.type !== 'file') continue
    if (kept) part.file.resume()
    else kept = await upload(deps, officerOf(request), use, { stream: part.file, name: part.filename })
  }
  if (!kept) throw new Refusal('not-valid', { field: 'file' })
  return kept
}

/** Whole or a part, by what the reader has and asks for (RFC 9110, 13 and 14). */
async function sendFile(request: FastifyRequest, reply: FastifyReply, deps: Deps, id: string) {
  const { file, open } = await fileFor(deps, request.actor, id)
  const etag = `"${file.sha256.toString('base64url')}"`
  const modified = new Date(Math.floor(file.uploadedAt.getTime() / 1000) * 1000).toUTCString()
  reply
    .type(file.mediaType === 'text/vtt' ? 'text/vtt; charset=utf-8' : file.mediaType)
    .header('etag', etag)
    .header('last-modified', modified)
    .header('accept-ranges', 'bytes')
    // Asked again each time, because a petition may be hidden; the answer is then a short 304.
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
  const found = await deps.files.open(id, range ?? undefined)
  if (!found) throw new Refusal('not-found')
  return reply.send(found.stream satisfies Readable)
}

/** RFC 8187 knows fewer plain characters than addresses do. */
const percent = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`)

const holds = (header: string | undefined, etag: string) =>
  header !== undefined &&
  (header.trim() === '*' || header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag))
