import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../../shared/refusal.ts'
import type { Deps } from '../platform/deps.ts'
import { sendFile } from '../platform/files/sending.ts'
import { fileFor } from './stored-files.actions.ts'

const Id = z.object({ id: z.uuid() })

/** What was uploaded, for those who may see it. */
export function storedFileRoutes(app: FastifyInstance, deps: Deps) {
  app.route<{ Params: { id: string } }>({
    method: ['GET', 'HEAD'],
    url: '/files/:id',
    config: { may: 'file.read' },
    handler: async (request, reply) => {
      const params = Id.safeParse(request.params)
      if (!params.success) throw new Refusal('not-found')
      return sendFile(request, reply, deps.files, await fileFor(deps, request.actor, params.data.id))
    },
  })
}
