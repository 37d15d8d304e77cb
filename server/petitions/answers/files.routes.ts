import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { type FileUse, fileUses, UploadedFile } from '../../../shared/answers.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { partsOf } from '../../platform/http/parts.ts'
import { upload } from './files.actions.ts'

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
