import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { AnswerPreviewProps, AnswerReply, AnswersProps, DeskAnswer } from '../../../shared/answers.ts'
import { answerLimits } from '../../../shared/limits.ts'
import { type FieldProblem, type FormState, missingMessage } from '../../../shared/forms.ts'
import { dayOf } from '../../../shared/kst.ts'
import { PetitionNumber } from '../../../shared/petitions.ts'
import { problems as refusals, sentence } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { departmentsOn } from '../../settings/settings.queries.ts'
import { approveAnswer, publishAnswer, returnAnswer, submitAnswer } from './answer-approval.actions.ts'
import { changeAnswer, draftAnswer, heldCase } from './answers.actions.ts'
import { controlOf, draftOf, fileIdOf, readForm, rowsOf, type SentForm, typedBack } from './answers.form.ts'
import { answersOf } from './answers.queries.ts'
import { finalOf } from './answers.rules.ts'
import { actsOf, answeredPetition, deskAnswers, previewOf, uploaded } from './answers.views.ts'

const Params = z.object({
  number: PetitionNumber,
  id: z
    .union([z.literal('interim'), z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)])
    .optional(),
})
const root = '/desk/petitions/:number/answers'

type Place = { number: string; id: number | null; interim: boolean }

/** Which answer an address names: one by its id, a new interim one, or a new final one. */
function placeOf(request: FastifyRequest): Place {
  const params = Params.safeParse(request.params)
  if (!params.success) throw new Refusal('not-found')
  const { number, id } = params.data
  return { number, id: typeof id === 'number' ? id : null, interim: id === 'interim' }
}

type Shown = { problems?: FieldProblem[]; typed?: FormState['typed']; sent?: SentForm; stale?: boolean }

/** The desk's pages of a petition's answers: one list, one form, and what is decided about it. */
export function answerPages(app: FastifyInstance, deps: Deps) {
  const read = { may: 'desk.petition.read' } as const
  const write = { may: 'desk.answer.draft' } as const

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    { number, id, interim }: Place,
    { problems = [], typed, sent, stale = false }: Shown = {},
    status = 200,
  ) {
    const { db } = deps
    const officer = officerOf(request)
    const petition = await heldCase(db, officer, number)
    const answers = await deskAnswers(db, petition.id)
    const rows = await answersOf(db, petition.id)
    const shown = answers.find((answer) => answer.id === id) ?? null
    if (id !== null && !shown) throw new Refusal('not-found')
    const row = rows.find(({ answer }) => answer.id === id)?.answer ?? null
    const form = { typed: typed ?? (shown ? wordsOf(shown) : {}), problems }
    if (shown) form.typed = { ...form.typed, version: String(shown.version) }
    const files = sent
      ? {
          video: fileIdOf(sent, 'video'),
          captions: fileIdOf(sent, 'captions'),
          poster: fileIdOf(sent, 'poster'),
        }
      : null
    const props: AnswersProps = {
      petition: answeredPetition(petition),
      answers,
      shown,
      interim: shown?.interim ?? interim,
      may: actsOf(officer, petition, row),
      form,
      files: files
        ? await uploaded(db, onlyIds(files))
        : { video: shown?.video ?? null, captions: shown?.captions ?? null, poster: shown?.poster ?? null },
      editing: typed !== undefined || shown === null || shown.state === 'draft' || wantsEdit(request),
      wroteIt: row !== null && row.writtenBy.includes(officer.officerId),
      other: stale ? shown : null,
      departments: await departmentsOn(db, dayOf(deps.now())),
      videoHosts: deps.config.videoHosts,
      videoMaxMb: deps.config.videoMaxBytes / 1024 / 1024,
      now: deps.now().toISOString(),
    }
    return reply.page('AnswersPage', props, status)
  }

  app.get(root, { config: read }, async (request, reply) => {
    const place = placeOf(request)
    const petition = await heldCase(deps.db, officerOf(request), place.number)
    // The final answer, where there is one, is what the page is about.
    const final = finalOf(await answersOf(deps.db, petition.id), petition)
    return show(request, reply, { ...place, id: final?.answer.id ?? null })
  })
  app.get(`${root}/:id`, { config: read }, async (request, reply) => show(request, reply, placeOf(request)))

  app.get(`${root}/:id/preview`, { config: read }, async (request, reply) => {
    const { number, id } = placeOf(request)
    const petition = await heldCase(deps.db, officerOf(request), number)
    const found = (await answersOf(deps.db, petition.id)).find(({ answer }) => answer.id === id)
    if (!found) throw new Refusal('not-found')
    return reply.page('AnswerPreviewPage', {
      number,
      petition: petition.title,
      answer: await previewOf(deps.db, found, deps.now()),
      version: found.answer.version,
      state: found.answer.state,
      dueAt: petition.responseDueAt?.toISOString() ?? null,
      now: deps.now().toISOString(),
    } satisfies AnswerPreviewProps)
  })

  const save = async (request: FastifyRequest, reply: FastifyReply) => {
    const place = placeOf(request)
    const officer = officerOf(request)
    await heldCase(deps.db, officer, place.number)
    const sent = await readForm(request, deps)
    const act = sent.typed.act?.at(-1) ?? 'save'
    const rows = rowsOf(sent.typed)
    if (act === 'add' || act.startsWith('remove-')) {
      const changed =
        act === 'add'
          ? [...rows, { text: '', department: '', day: '' }].slice(0, answerLimits.commitments)
          : rows.filter((_row, at) => act !== `remove-${at}`)
      return show(request, reply, place, { typed: typedBack(sent, changed), sent, problems: sent.problems })
    }
    const again = (problems: FieldProblem[], status: number, at = place, stale = false) =>
      show(request, reply, at, { typed: typedBack(sent), sent, problems, stale }, status)
    const { draft, problems } = draftOf(sent, place.interim, request.lang)
    if (!draft || problems.length > 0) return again(problems, 422)
    let saved: AnswerReply
    try {
      const { interim: _, ...words } = draft
      const version = Number(sent.typed.version?.at(-1) ?? 0)
      saved = place.id
        ? await changeAnswer(deps, officer, place.number, place.id, version, words)
        : await draftAnswer(deps, officer, place.number, draft)
    } catch (error) {
      const refused = refusedField(error, request.lang)
      const stale = refused.code === 'changed-meanwhile'
      return again(
        [refused.problem],
        refused.status,
        stale ? await begunMeanwhile(place, officer) : place,
        stale,
      )
    }
    if (act === 'submit') return step(request, reply, { ...place, id: saved.id }, saved.version, submitAnswer)
    return reply.see(`/desk/petitions/${place.number}/answers/${saved.id}`)
  }
  app.post(root, { config: write }, save)
  app.post(`${root}/:id`, { config: write }, save)

  /** Of a new final answer that someone else began first: that one. */
  async function begunMeanwhile(place: Place, officer: ReturnType<typeof officerOf>): Promise<Place> {
    if (place.id !== null) return place
    const petition = await heldCase(deps.db, officer, place.number)
    const final = finalOf(await answersOf(deps.db, petition.id), petition)
    return { ...place, id: final?.answer.id ?? null }
  }

  type Named = { number: string; id: number; version: number; reason: string }
  type Act = (deps: Deps, officer: ReturnType<typeof officerOf>, named: Named) => Promise<AnswerReply>

  async function step(
    request: FastifyRequest,
    reply: FastifyReply,
    place: Place & { id: number },
    version: number,
    act: Act,
    reason = '',
  ) {
    try {
      await act(deps, officerOf(request), { number: place.number, id: place.id, version, reason })
    } catch (error) {
      const { problem, status } = refusedField(error, request.lang)
      return show(request, reply, place, { problems: [problem] }, status)
    }
    return reply.see(`/desk/petitions/${place.number}/answers/${place.id}`)
  }

  const decision = (
    name: string,
    may: 'desk.answer.draft' | 'desk.answer.approve' | 'desk.answer.publish',
    act: Act,
  ) =>
    app.post(`${root}/:id/${name}`, { config: { may } }, async (request, reply) => {
      const place = placeOf(request)
      if (place.id === null) throw new Refusal('not-found')
      const { version, reason } = Decision.parse(request.body ?? {})
      return step(request, reply, { ...place, id: place.id }, version, act, reason)
    })
  decision('submission', 'desk.answer.draft', submitAnswer)
  decision('approval', 'desk.answer.approve', approveAnswer)
  decision('return', 'desk.answer.approve', returnAnswer)
  decision('publication', 'desk.answer.publish', publishAnswer)
}

/** A version that cannot be read is none that is there. */
const Decision = z.object({
  version: z.coerce.number().int().catch(0),
  reason: z
    .string()
    .max(answerLimits.reason * 4)
    .transform((text) => text.trim().slice(0, answerLimits.reason))
    .catch(''),
})

const wantsEdit = (request: FastifyRequest) => 'edit' in (request.query as Record<string, unknown>)

const isId = (id: string | null) => (z.uuid().safeParse(id).success ? id : null)
const onlyIds = (ids: Record<'video' | 'captions' | 'poster', string | null>) => ({
  video: isId(ids.video),
  captions: isId(ids.captions),
  poster: isId(ids.poster),
})

/** An answer's words as its form holds them. */
const wordsOf = (answer: DeskAnswer): FormState['typed'] => ({
  title: answer.title,
  body: answer.body,
  transcript: answer.transcript,
  videoLink: answer.videoLink ?? '',
  promiseText: answer.commitments.map(({ text }) => text),
  promiseDepartment: answer.commitments.map(({ department }) => String(department)),
  promiseDay: answer.commitments.map(({ day }) => day),
})

/** A refusal at its control. What someone may not see or do at all is no matter of a form. */
function refusedField(error: unknown, lang: string) {
  if (!(error instanceof Refusal) || ['not-found', 'not-allowed'].includes(error.code)) throw error
  const { code, field = '', params } = error
  const control = controlOf(field.split('.'))
  const message =
    code === 'not-valid' ? missingMessage(field.split('.').at(-1)!, lang) : sentence(code, lang, params)
  return { code, problem: { field: control, message }, status: refusals[code].status }
}
