import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { emptyForm, fieldProblems, type FormState } from '../../../shared/forms.ts'
import { problems as refusals } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import {
  type DeskQuestionsProps,
  type MyQuestionsProps,
  questionsDone,
  type QuestionsProps,
} from '../../../shared/town-hall-pages.ts'
import { AskBody } from '../../../shared/town-halls.questions.ts'
import { longText } from '../../../shared/wire.ts'
import { officerOf, residentOf } from '../../accounts/guard.ts'
import type { Resident } from '../../accounts/permissions.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { refusedField, typedIn } from '../../platform/http/forms.ts'
import { publicPage } from '../../platform/render/pages.ts'
import { ask, holdQuestion, publishQuestion, vote, withdrawQuestion } from './beforehand.actions.ts'
import { publicQuestions, questionsInAllStates, votedBy, type QuestionRow } from './beforehand.queries.ts'
import { mayAsk } from './beforehand.rules.ts'
import { pendingVotes } from './pending-votes.ts'
import { idOf } from '../addresses.ts'
import { hallLine } from '../public.ts'

const path = '/town-halls/:id/questions'
const deskPath = '/desk/town-halls/:id/questions'
const mostShown = 1000

/** Questions sent beforehand: everyone's list, one's own page beside it, and the office's look at them. */
export function beforehandPages(app: FastifyInstance, deps: Deps) {
  const anyone = { may: 'townhall.begin' } as const
  const own = { may: 'townhall.ask' } as const

  publicPage(app, deps, path, undefined, async (request) => {
    const props: QuestionsProps = await listOf(idOf(request), request)
    return { page: 'QuestionsPage', props }
  })

  const listOf = async (id: number, { lang }: FastifyRequest): Promise<QuestionsProps> => {
    const hall = await hallLine(deps, id, lang)
    return { hall, questions: await publicQuestions(deps.db, id, mostShown), asking: mayAsk(hall.stage) }
  }

  const showMine = async (
    request: FastifyRequest,
    reply: FastifyReply,
    who: Resident,
    shown: Partial<MyQuestionsProps> = {},
    status = 200,
  ) => {
    const id = idOf(request)
    const list = await listOf(id, request)
    const { done } = request.query as { done?: unknown }
    const props: MyQuestionsProps = {
      ...list,
      mine: (await questionsInAllStates(deps.db, id, who.personId)).map(asSeen),
      voted: await votedBy(deps.db, id, who.personId),
      commandId: randomUUID(),
      form: who.displayName ? { typed: { name: who.displayName }, problems: [] } : emptyForm,
      done: questionsDone.find((word) => word === done) ?? null,
      ...shown,
    }
    return reply.page('MyQuestionsPage', props, status)
  }

  const pending = pendingVotes(deps)
  app.get(`${path}/mine`, { config: own }, async (request, reply) => {
    const who = residentOf(request)
    const id = idOf(request)
    // Someone pressed the button before signing in: now it counts.
    const questionId = pending.take(request, reply, id)
    if (questionId === null) return showMine(request, reply, who)
    try {
      await vote(deps, who, id, questionId, true)
      return reply.see(`/town-halls/${id}/questions/mine?done=voted#question-${questionId}`)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return reply.see(`/town-halls/${id}/questions/mine?done=late`)
    }
  })

  const pace = { max: 60, timeWindow: '10 minutes' }
  app.post(path, { config: { ...anyone, rateLimit: pace } }, async (request, reply) => {
    const id = idOf(request)
    const { actor, lang } = request
    if (actor.kind === 'officer') throw new Refusal('not-allowed')
    const mine = `/town-halls/${id}/questions/mine`
    if (actor.kind !== 'resident') return reply.see(`/sign-in?next=${mine}`)
    const typed = typedIn(request)
    const again = (problems: FormState['problems'], status: number) => {
      const commandId = z.uuid().safeParse(typed.commandId).data ?? randomUUID()
      return showMine(request, reply, actor, { form: { typed, problems }, commandId }, status)
    }
    const body = AskBody.safeParse({ ...typed, commandId: typed.commandId ?? randomUUID() }, reportInput)
    if (!body.success) return again(fieldProblems(body.error, lang), 422)
    try {
      await ask(deps, actor, id, body.data, lang)
    } catch (error) {
      const found = refusedField(error, 'text', lang)
      const { code } = error as Refusal
      if (code === 'not-found') throw error
      return again(found, refusals[code].status)
    }
    return reply.see(`${mine}?done=asked`)
  })

  app.post(`${path}/:questionId/withdrawal`, { config: own }, async (request, reply) => {
    const id = idOf(request)
    await withdrawQuestion(deps, residentOf(request), id, idOf(request, 'questionId'))
    return reply.see(`/town-halls/${id}/questions/mine?done=withdrawn`)
  })

  // Open to anyone, because a visitor who presses the button is led on instead of refused.
  for (const [noun, up] of [
    ['votes', true],
    ['votes/withdrawal', false],
  ] as const) {
    app.post(`${path}/:questionId/${noun}`, { config: anyone }, async (request, reply) => {
      const id = idOf(request)
      const { actor } = request
      if (actor.kind === 'officer') throw new Refusal('not-allowed')
      const mine = `/town-halls/${id}/questions/mine`
      const questionId = idOf(request, 'questionId')
      if (actor.kind !== 'resident') {
        if (up) pending.keep(reply, { townHallId: id, questionId })
        return reply.see(`/sign-in?next=${mine}`)
      }
      await vote(deps, actor, id, questionId, up)
      return reply.see(`${mine}#question-${questionId}`)
    })
  }

  const desk = { may: 'desk.townhall.questions' } as const
  const showDesk = async (
    request: FastifyRequest,
    reply: FastifyReply,
    wrong: DeskQuestionsProps['wrong'] = null,
    status = 200,
  ) => {
    const id = idOf(request)
    const props: DeskQuestionsProps = {
      hall: await hallLine(deps, id, request.lang),
      questions: (await questionsInAllStates(deps.db, id)).map((row) => ({
        ...asSeen(row),
        lang: row.question.lang,
      })),
      wrong,
    }
    return reply.page('DeskQuestionsPage', props, status)
  }

  app.get(deskPath, { config: desk }, async (request, reply) => showDesk(request, reply))

  app.post(`${deskPath}/:questionId/publication`, { config: desk }, async (request, reply) => {
    const id = idOf(request)
    await publishQuestion(deps, officerOf(request), id, idOf(request, 'questionId'))
    return reply.see(`/desk/town-halls/${id}/questions`)
  })

  app.post(`${deskPath}/:questionId/holding`, { config: desk }, async (request, reply) => {
    const id = idOf(request)
    const questionId = idOf(request, 'questionId')
    const typed = typedIn(request)
    const form = Holding.safeParse(typed, reportInput)
    const again = (problems: FormState['problems'], status: number) =>
      showDesk(request, reply, { id: questionId, form: { typed, problems } }, status)
    if (!form.success) return again(fieldProblems(form.error, request.lang), 422)
    try {
      await holdQuestion(deps, officerOf(request), id, questionId, form.data.reason)
    } catch (error) {
      const found = refusedField(error, 'reason', request.lang)
      const { code } = error as Refusal
      if (code === 'not-found') throw error
      return again(found, refusals[code].status)
    }
    return reply.see(`/desk/town-halls/${id}/questions`)
  })
}

const reportInput = { reportInput: true }
const Holding = z.object({ reason: longText(500, 1) })

/** A question in every state, as its asker and the office see it. */
const asSeen = ({ question, votes }: { question: QuestionRow; votes: number }) => ({
  id: question.id,
  text: question.text,
  shownName: question.shownName,
  state: question.state,
  heldReason: question.heldReason,
  votes,
  at: question.at.toISOString(),
})
