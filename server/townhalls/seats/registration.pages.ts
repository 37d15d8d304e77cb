import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { SignIn } from '../../../shared/accounts.ts'
import { EndorseBegin } from '../../../shared/endorsing.ts'
import { type FieldProblem, fieldProblems, type FormState } from '../../../shared/forms.ts'
import { problems as refusals } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { RegisterProps } from '../../../shared/town-hall-pages.ts'
import { townHallLimits } from '../../../shared/town-hall-states.ts'
import { proveCode, requestCode, saidOverFourteen } from '../../accounts/accounts.actions.ts'
import type { Resident } from '../../accounts/permissions.rules.ts'
import type { Sessions } from '../../accounts/sessions.ts'
import type { Deps } from '../../platform/deps.ts'
import { refusedField } from '../../platform/http/forms.ts'
import { allDongs } from '../../settings/settings.queries.ts'
import { idOf } from '../addresses.ts'
import { publicTownHall } from '../public.ts'
import { register } from './registering.actions.ts'
import { faultsIn, mustBeRegistering } from './registering.rules.ts'
import {
  peopleIn,
  readRegistration,
  type Registration,
  typedLists,
  withoutPerson,
} from './registration.forms.ts'
import { partyOf } from './registrations.queries.ts'
import { knownDongs, sittingById, townHallById } from '../townhalls.queries.ts'
import { limitsOf } from './waiting.actions.ts'

type Typed = FormState['typed']
type Shown = Partial<Pick<RegisterProps, 'step' | 'sent' | 'people'>> & { problems?: FieldProblem[] }

const path = '/town-halls/:id/registrations'

/**
 * Registering by the form of the public page, which works without a script: people are added and taken away by the
 * server, and a visitor proves an e-mail address on the way. All that was typed travels along; the code is spent last.
 */
export function registrationPages(app: FastifyInstance, deps: Deps, sessions: Sessions) {
  const config = { may: 'townhall.begin' } as const

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    typed: Typed,
    shown: Shown = {},
    status = 200,
  ) => {
    const { problems = [], ...rest } = shown
    const { actor } = request
    const props: RegisterProps = {
      hall: await publicTownHall(deps, idOf(request), request.lang),
      dongs: await allDongs(deps.db),
      step: 'write',
      form: { typed: { ...typed, partyId: typed.partyId ?? randomUUID() }, problems },
      people: peopleIn(typed),
      sent: null,
      outbox: deps.config.outbox,
      askAge: actor.kind === 'resident' && !(await saidOverFourteen(deps.db, actor.personId)),
      now: deps.now().toISOString(),
      ...rest,
    }
    return reply.page('RegisterPage', props, status)
  }

  app.get(`${path}/new`, { config }, async (request, reply) => {
    const id = idOf(request)
    const { actor } = request
    if (actor.kind === 'officer') throw new Refusal('not-allowed')
    if (actor.kind === 'resident') {
      const party = await partyOf(deps.db, id, actor.personId)
      if (party && ['applied', 'waiting', 'offered', 'confirmed'].includes(party.state))
        return reply.see(`/town-halls/${id}/registration`)
    }
    const { sitting } = request.query as { sitting?: unknown }
    const typed: Typed = {}
    if (actor.kind === 'resident' && actor.dong) typed.dong = actor.dong
    if (typeof sitting === 'string') typed.sittingId = sitting
    return show(request, reply, typed)
  })

  const pace = { max: 120, timeWindow: '10 minutes' }
  app.post(path, { config: { ...config, rateLimit: pace } }, async (request, reply) => {
    const { actor, lang } = request
    if (actor.kind === 'officer') throw new Refusal('not-allowed')
    const typed = typedLists(request)
    const act = String([typed.act ?? ''].flat().at(-1))
    if (act === 'add')
      return show(request, reply, typed, { people: Math.min(peopleIn(typed) + 1, townHallLimits.party) })
    const removed = /^remove-([1-9])$/.exec(act)?.[1]
    if (removed) {
      const left = withoutPerson(typed, Number(removed))
      return show(request, reply, left)
    }
    if (act === 'edit') return show(request, reply, typed)
    const read = readRegistration(typed, lang)
    const who = actor.kind === 'resident' ? actor : null
    const found = 'problems' in read ? read.problems : await faultsOf(request, read.registration, who)
    if (!('registration' in read) || found.length > 0)
      return show(request, reply, typed, { problems: found }, 422)
    const { registration } = read
    const kept = { ...typed, partyId: registration.partyId }
    if (who) return finish(request, reply, who, registration, kept)
    if (act === 'enter') return enter(request, reply, registration, kept)
    if (act === 'code') return sendCode(request, reply, kept)
    return show(request, reply, kept, { step: 'email' })
  })

  /** Everything in a registration that this town hall refuses, before a code is spent on it. */
  async function faultsOf(
    request: FastifyRequest,
    registration: Registration,
    who: Resident | null,
  ): Promise<FieldProblem[]> {
    const { db } = deps
    const at = deps.now()
    const hall = await townHallById(db, idOf(request))
    if (!hall || hall.state === 'draft') throw new Refusal('not-found')
    const sitting = await sittingById(db, registration.sittingId)
    const told = (refusal: unknown, field: string) => refusedField(refusal, field, request.lang)
    if (sitting?.townHallId !== hall.id) return told(new Refusal('sitting-unknown'), 'sittingId')
    try {
      mustBeRegistering(hall, sitting.startsAt, at)
    } catch (error) {
      return told(error, '')
    }
    const limits = await limitsOf(db, hall, sitting, at)
    const wish = { ...registration, dong: registration.dong ?? who?.dong ?? null }
    return faultsIn(wish, hall, limits, await knownDongs(db)).flatMap((fault) => told(fault, ''))
  }

  async function sendCode(request: FastifyRequest, reply: FastifyReply, typed: Typed) {
    const asked = EndorseBegin.safeParse(typed, { reportInput: true })
    const again = (problems: FieldProblem[]) => show(request, reply, typed, { step: 'email', problems }, 422)
    if (!asked.success) return again(fieldProblems(asked.error, request.lang))
    // Said before the code is sent, so that none is spent in vain.
    if (!typed.overFourteen)
      return again(refusedField(new Refusal('age-required'), 'overFourteen', request.lang))
    try {
      const sent = await requestCode(deps, asked.data.email, request.lang)
      return await show(request, reply, { ...typed, code: '' }, { step: 'code', sent })
    } catch (error) {
      return again(refusedField(error, 'email', request.lang))
    }
  }

  /** The code signs in, and the registration is written. */
  async function enter(
    request: FastifyRequest,
    reply: FastifyReply,
    registration: Registration,
    typed: Typed,
  ) {
    const { lang } = request
    const again = (problems: FieldProblem[]) => show(request, reply, typed, { step: 'code', problems }, 422)
    const proof = SignIn.safeParse(typed, { reportInput: true })
    if (!proof.success) return again(fieldProblems(proof.error, lang))
    let personId: number
    try {
      const { email, code } = proof.data
      personId = (await proveCode(deps, deps.db, email, code, lang)).personId
      await sessions.start(reply, request, { personId })
    } catch (error) {
      return again(refusedField(error, 'code', lang))
    }
    return finish(request, reply, { personId, dong: null }, registration, typed)
  }

  async function finish(
    request: FastifyRequest,
    reply: FastifyReply,
    who: Pick<Resident, 'personId' | 'dong'>,
    { lang, members, ...registration }: Registration,
    typed: Typed,
  ) {
    const id = idOf(request)
    const body = { ...registration, members: members.map(({ name, needs }) => ({ name, needs })) }
    try {
      const { fresh } = await register(deps, who, id, body, lang)
      return reply.see(`/town-halls/${id}/registration?done=${fresh ? 'registered' : 'known'}`)
    } catch (error) {
      const problems = refusedField(error, '', request.lang)
      const { code } = error as Refusal
      if (code === 'already-registered') return reply.see(`/town-halls/${id}/registration?done=known`)
      return show(request, reply, typed, { problems }, refusals[code].status)
    }
  }
}
