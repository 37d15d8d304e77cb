import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  DeskFiling,
  DraftId,
  DraftSave,
  DraftSaved,
  KeptDraft,
  SimilarList,
  SimilarQuery,
} from '../../../shared/filing.ts'
import { PetitionFiling, PetitionReceipt } from '../../../shared/petitions.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { officerOf, residentOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { IdempotencyHeaders } from '../../platform/http/idempotency.ts'
import { ownDraft, saveDraft } from './drafts.actions.ts'
import { file, fileFor } from './filing.actions.ts'
import { officeAt } from './filing.office.ts'
import { similarToTitle } from '../similar/similar-to-title.ts'

const draftParams = z.object({ draftId: DraftId })

export function filingRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const sent = { 200: PetitionReceipt, 201: PetitionReceipt }

  app.post(
    '/api/petitions',
    {
      config: { may: 'petition.file' },
      schema: { headers: IdempotencyHeaders, body: PetitionFiling, response: sent },
    },
    async (request, reply) => {
      const sending = {
        office: await officeAt(deps, deps.now()),
        lang: request.lang,
        key: request.headers['idempotency-key'] ?? null,
      }
      const { status, body } = await file(deps, residentOf(request), request.body, sending)
      return reply.code(status as 200 | 201).send(body)
    },
  )

  app.post(
    '/api/desk/petitions',
    {
      config: { may: 'desk.petition.file' },
      schema: { headers: IdempotencyHeaders, body: DeskFiling, response: sent },
    },
    async (request, reply) => {
      const office = await officeAt(deps, deps.now())
      const key = request.headers['idempotency-key'] ?? null
      const { status, body } = await fileFor(deps, officerOf(request), request.body, { office, key })
      return reply.code(status as 200 | 201).send(body)
    },
  )

  // Read while a title is typed: the same for everyone.
  const often = { max: 120, timeWindow: '1 minute' }
  app.get(
    '/api/petitions/similar',
    {
      config: { may: 'site.read', rateLimit: often },
      schema: { querystring: SimilarQuery, response: { 200: SimilarList } },
    },
    async (request) => ({ items: await similarToTitle(deps.db, request.query.title) }),
  )

  app.get(
    '/api/petitions/drafts/:draftId',
    { config: { may: 'petition.own' }, schema: { params: draftParams, response: { 200: KeptDraft } } },
    async (request) => {
      const { draftId } = request.params
      const kept = await ownDraft(deps, residentOf(request), draftId)
      if (!kept) throw new Refusal('not-found')
      return { draftId, ...kept, savedAt: kept.savedAt.toISOString() }
    },
  )

  app.put(
    '/api/petitions/drafts/:draftId',
    {
      config: { may: 'petition.own' },
      schema: { params: draftParams, body: DraftSave, response: { 200: DraftSaved } },
    },
    async (request) => {
      const { version, ...text } = request.body
      const about = { office: await officeAt(deps, deps.now()), lang: request.lang }
      const kept = await saveDraft(deps, residentOf(request), request.params.draftId, text, version, about)
      return { version: kept.version, savedAt: kept.savedAt.toISOString() }
    },
  )
}
