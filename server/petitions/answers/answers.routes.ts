import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  AnswerChange,
  AnswerDraft,
  AnswerReply,
  AnswerReturn,
  AnswerVersion,
  DeskAnswers,
} from '../../../shared/answers.ts'
import { PetitionNumber } from '../../../shared/petitions.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { approveAnswer, publishAnswer, returnAnswer, submitAnswer } from './answer-approval.actions.ts'
import { changeAnswer, draftAnswer, heldCase } from './answers.actions.ts'
import { deskAnswers } from './answers.views.ts'

const params = z.object({ number: PetitionNumber })
const one = params.extend({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })

export function answerRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()
  const answers = '/api/desk/petitions/:number/answers'

  app.get(
    answers,
    { config: { may: 'desk.petition.read' }, schema: { params, response: { 200: DeskAnswers } } },
    async (request) => {
      const petition = await heldCase(deps.db, officerOf(request), request.params.number)
      const items = await deskAnswers(deps.db, petition.id)
      return { items, next: null, total: items.length }
    },
  )

  app.post(
    answers,
    {
      config: { may: 'desk.answer.draft' },
      schema: { params, body: AnswerDraft, response: { 201: AnswerReply } },
    },
    async (request, reply) =>
      reply.code(201).send(await draftAnswer(deps, officerOf(request), request.params.number, request.body)),
  )

  app.put(
    `${answers}/:id`,
    {
      config: { may: 'desk.answer.draft' },
      schema: { params: one, body: AnswerChange, response: { 200: AnswerReply } },
    },
    async (request) => {
      const { number, id } = request.params
      const { version, ...words } = request.body
      return changeAnswer(deps, officerOf(request), number, id, version, words)
    },
  )

  const named = { params: one, body: AnswerVersion, response: { 200: AnswerReply } }
  app.post(
    `${answers}/:id/submission`,
    { config: { may: 'desk.answer.draft' }, schema: named },
    async (request) => submitAnswer(deps, officerOf(request), { ...request.params, ...request.body }),
  )
  app.post(
    `${answers}/:id/approval`,
    { config: { may: 'desk.answer.approve' }, schema: named },
    async (request) => approveAnswer(deps, officerOf(request), { ...request.params, ...request.body }),
  )
  app.post(
    `${answers}/:id/return`,
    { config: { may: 'desk.answer.approve' }, schema: { ...named, body: AnswerReturn } },
    async (request) => returnAnswer(deps, officerOf(request), { ...request.params, ...request.body }),
  )
  app.post(
    `${answers}/:id/publication`,
    { config: { may: 'desk.answer.publish' }, schema: named },
    async (request) => publishAnswer(deps, officerOf(request), { ...request.params, ...request.body }),
  )
}
