import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  BatchReply,
  ListeningBatch,
  ListeningEventWhole,
  ListeningList,
  ListeningQuery,
} from '../../shared/listening.ts'
import { PhotoForm } from '../../shared/listening-desk.ts'
import { fieldProblems } from '../../shared/forms.ts'
import { Refusal } from '../../shared/refusal.ts'
import { officerOf } from '../accounts/guard.ts'
import type { Deps } from '../platform/deps.ts'
import { sendPublicData } from '../platform/render/data.ts'
import { takeBatch } from './log/logging.actions.ts'
import { putPhoto } from './log/photos.actions.ts'
import { photoIn } from './log/photos.form.ts'
import { listEvents, wholeEvent } from './reading/events.ts'

const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)
/** Two hundred opinions of a thousand Korean letters. */
const batchLimit = 1024 * 1024

/** Events for programs, and what phones hand in. */
export function listeningRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()

  app.get(
    '/api/listening-events',
    {
      config: { may: 'site.read' },
      schema: { querystring: ListeningQuery, response: { 200: ListeningList } },
    },
    async (request, reply) =>
      sendPublicData(request, reply, deps, request.query, () => listEvents(deps.db, request.query)),
  )

  app.get(
    '/api/listening-events/:id',
    {
      config: { may: 'site.read' },
      schema: { params: z.object({ id }), response: { 200: ListeningEventWhole } },
    },
    async (request, reply) =>
      sendPublicData(request, reply, deps, {}, () => wholeEvent(deps.db, request.params.id)),
  )

  const config = { may: 'desk.listening.log' } as const
  app.post(
    '/api/desk/listening-batches',
    { config, bodyLimit: batchLimit, schema: { body: ListeningBatch, response: { 200: BatchReply } } },
    async (request) => takeBatch(deps, officerOf(request), request.body),
  )

  /** A photo of an event that a phone logged, under the id that the phone chose. */
  app.post(
    '/api/desk/listening-logs/:log/photos/:upload',
    {
      config,
      schema: {
        params: z.object({ log: z.uuid(), upload: z.uuid() }),
        response: { 200: z.object({ file: z.uuid() }) },
      },
    },
    async (request) => {
      const { log, upload } = request.params
      const sent = await photoIn(request, (coming, typed) => {
        const form = PhotoForm.safeParse(
          { alt: typed.alt, consent: typed.consent === 'true' },
          { reportInput: true },
        )
        if (!form.success) {
          coming.stream.resume()
          throw new Refusal('not-valid', { field: fieldProblems(form.error, 'en')[0]!.field })
        }
        return putPhoto(deps, officerOf(request), { logId: log }, { uploadId: upload, ...form.data }, coming)
      })
      if (!sent) throw new Refusal('not-valid', { field: 'photo' })
      return { file: sent.fileId }
    },
  )
}
