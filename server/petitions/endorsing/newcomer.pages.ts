import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Profile } from '../../../shared/accounts.ts'
import {
  EndorseAbout,
  EndorseBegin,
  EndorseNewcomer,
  type EndorseProps,
  profileOf,
} from '../../../shared/endorsing.ts'
import { emptyForm, type FieldProblem, fieldProblems, type FormState } from '../../../shared/forms.ts'
import { sentence } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { proveCode, requestCode, saveProfile } from '../../accounts/accounts.actions.ts'
import type { Sessions } from '../../accounts/sessions.ts'
import type { Deps } from '../../platform/deps.ts'
import { refusedField, typedIn } from '../../platform/http/forms.ts'
import { allDongs } from '../../settings/settings.queries.ts'
import { endorsedPetition, urlOf } from './endorsed.ts'
import { endorserOf } from './endorsed.queries.ts'
import { endorse } from './endorsing.actions.ts'
import { numberOf, sayElsewhere } from './endorsing.pages.ts'
import { receivedAt } from './endorsing.routes.ts'
import type { Endorser } from './endorser.ts'

const path = '/petitions/:number/endorsement'

type Shown = Pick<EndorseProps, 'step'> & Partial<Pick<EndorseProps, 'form' | 'sent'>>

/**
 * Endorsing a first time, on one page that also works without a script: an e-mail address, then the code with all that
 * must be known. Someone signed in already is asked only for the rest. The code is spent last, when all else is right.
 */
export function newcomerPages(app: FastifyInstance, deps: Deps, sessions: Sessions, endorser: Endorser) {
  const show = async (reply: FastifyReply, number: string, shown: Shown, status = 200) => {
    const { id: _, ...petition } = await endorsedPetition(deps, number)
    const dongs = await allDongs(deps.db)
    const props: EndorseProps = {
      petition,
      dongs,
      form: emptyForm,
      sent: null,
      subscription: null,
      url: urlOf(deps, number),
      ...shown,
    }
    return reply.page('EndorsePage', props, status)
  }

  app.get(path, { config: { may: 'endorsement.begin' } }, async (request, reply) => {
    const number = numberOf(request)
    const { actor } = request
    if (actor.kind === 'officer') throw new Refusal('not-allowed')
    if (actor.kind !== 'resident') return show(reply, number, { step: 'email' })
    if (actor.belonging === null) return show(reply, number, { step: 'about' })
    if (actor.belonging === 'elsewhere') return sayElsewhere(deps, reply, number, actor.personId, 200)
    return reply.see(`/petitions/${number}`)
  })

  // A school, a hall or a carrier shares one address; guessing is limited by code and by mailbox.
  const once = { max: 600, timeWindow: '10 minutes' }
  app.post(path, { config: { may: 'endorsement.begin', rateLimit: once } }, async (request, reply) => {
    const number = numberOf(request)
    const { actor } = request
    if (actor.kind === 'officer') throw new Refusal('not-allowed')
    const typed = typedIn(request)
    if (actor.kind === 'resident') {
      const about = EndorseAbout.safeParse(typed)
      const problems = about.success ? [] : fieldProblems(about.error, request.lang)
      const again = () => show(reply, number, { step: 'about', form: { typed, problems } }, 422)
      if (!about.success) return again()
      const profile = profileOf(about.data)
      problems.push(...missing(profile, request.lang))
      if (problems.length > 0) return again()
      return finish(reply, request, number, actor.personId, profile)
    }
    if (typed.act === 'code') return sendCode(request, reply, number, typed)
    return proveAndEndorse(request, reply, number, typed)
  })

  async function sendCode(
    request: FastifyRequest,
    reply: FastifyReply,
    number: string,
    typed: FormState['typed'],
  ) {
    const begin = EndorseBegin.safeParse(typed)
    if (!begin.success) {
      const problems = fieldProblems(begin.error, request.lang)
      return show(reply, number, { step: 'email', form: { typed, problems } }, 422)
    }
    try {
      const sent = await requestCode(deps, begin.data.email, request.lang)
      return await show(reply, number, {
        step: 'code',
        sent,
        form: { typed: { ...typed, code: '' }, problems: [] },
      })
    } catch (error) {
      const problems = refusedField(error, 'email', request.lang)
      return show(reply, number, { step: 'email', form: { typed, problems } }, 422)
    }
  }

  async function proveAndEndorse(
    request: FastifyRequest,
    reply: FastifyReply,
    number: string,
    typed: FormState['typed'],
  ) {
    const again = (problems: FieldProblem[]) =>
      show(reply, number, { step: 'code', form: { typed, problems } }, 422)
    const newcomer = EndorseNewcomer.safeParse(typed)
    if (!newcomer.success) return again(fieldProblems(newcomer.error, request.lang))
    const { email, code, ...about } = newcomer.data
    const profile = profileOf(about)
    const lacking = missing(profile, request.lang)
    if (lacking.length > 0) return again(lacking)
    let personId: number
    try {
      personId = (await proveCode(deps, deps.db, email, code)).personId
    } catch (error) {
      return again(refusedField(error, 'code', request.lang))
    }
    return finish(reply, request, number, personId, profile, true)
  }

  /** All is known: what was said is kept, the person is signed in, and the endorsement written. */
  async function finish(
    reply: FastifyReply,
    request: FastifyRequest,
    number: string,
    personId: number,
    profile: Profile,
    signIn = false,
  ) {
    await deps.db.transaction((tx) =>
      saveProfile(deps, tx, personId, { ...profile, lang: request.lang }, { takesBack: false }),
    )
    if (signIn) await sessions.start(reply, request, { personId })
    if (profile.belonging === 'elsewhere') return sayElsewhere(deps, reply, number, personId)
    const who = await endorserOf(deps.db, personId)
    if (!who) throw new Refusal('sign-in-required')
    await endorse(endorser, who, number, receivedAt(deps, reply))
    return reply.see(`/petitions/${number}/endorsed`)
  }
}

/** What must be ticked or chosen before a code is spent on it; the same rules hold when a profile is saved. */
export function missing({ belonging, dong, overFourteen, consents }: Profile, lang: string): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (belonging !== 'elsewhere' && dong === null) {
    problems.push({ field: 'dong', message: sentence('belonging-required', lang) })
  }
  if (!overFourteen) problems.push({ field: 'overFourteen', message: sentence('age-required', lang) })
  for (const kind of ['identity', 'sensitive'] as const) {
    if (!consents[kind]) problems.push({ field: kind, message: sentence('consent-required', lang) })
  }
  return problems
}
