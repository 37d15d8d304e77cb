import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { SignIn } from '../../../shared/accounts.ts'
import { EndorseBegin } from '../../../shared/endorsing.ts'
import { DraftForm, type FilingLookProps, type FilingWriteProps } from '../../../shared/filing.ts'
import { emptyForm, type FieldProblem, fieldProblems, type FormState } from '../../../shared/forms.ts'
import { maskName } from '../../../shared/masking.ts'
import type { PetitionDraft } from '../../../shared/petitions.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { PetitionTerms } from '../../../shared/settings.ts'
import { proveCode, requestCode } from '../../accounts/accounts.actions.ts'
import { residentOf } from '../../accounts/guard.ts'
import type { Resident } from '../../accounts/permissions.rules.ts'
import type { Sessions } from '../../accounts/sessions.ts'
import type { Deps } from '../../platform/deps.ts'
import { publicPage } from '../../platform/render/pages.ts'
import { termsAt } from '../../settings/settings.queries.ts'
import { dropDraft, keptDrafts, ownDraft, saveDraft } from './drafts.actions.ts'
import { draftIdOf, formLimit, readFiling, receiptOfSent, refusedField, typedIn } from './filing.forms.ts'
import { choices, officeAt } from './filing.office.ts'
import { firstDue } from './filing.rules.ts'
import { filingSending } from './filing.sending.ts'
import { similarToTitle } from '../similar/similar-to-title.ts'

export const writePath = (draftId: string) => `/petitions/new/${draftId}`

type Look = Pick<FilingLookProps, 'step' | 'text'> & Partial<FilingLookProps>

/**
 * Writing a petition in three steps that work without a script. What someone signed in types is kept as a draft under
 * the id in the address; a visitor's text travels with the form until a code from the mail signs them in on the way.
 */
export function filingPages(app: FastifyInstance, deps: Deps, sessions: Sessions) {
  const begin = { may: 'petition.begin' } as const
  const own = { may: 'petition.own' } as const
  const write = async (
    { actor }: FastifyRequest,
    reply: FastifyReply,
    draftId: string,
    shown: Partial<FilingWriteProps>,
    status = 200,
  ) => {
    const signedIn = actor.kind === 'resident'
    const name = signedIn && actor.displayName
    const props: FilingWriteProps = {
      draftId,
      signedIn,
      elsewhere: signedIn && actor.belonging === 'elsewhere',
      form: name ? { typed: { displayName: name }, problems: [] } : emptyForm,
      version: null,
      savedAt: null,
      other: null,
      ...(await choices(deps)),
      ...shown,
    }
    return reply.page('FilingWritePage', props, status)
  }
  const look = async (
    request: FastifyRequest,
    reply: FastifyReply,
    draftId: string,
    shown: Look,
    status = 200,
  ) => {
    const { actor } = request
    const at = deps.now()
    const props: FilingLookProps = {
      draftId,
      version: null,
      shown: maskName(shown.text.displayName),
      similar: await similarToTitle(deps.db, shown.text.title),
      form: emptyForm,
      sent: null,
      newcomer: actor.kind === 'resident' && actor.belonging === null,
      elsewhere: actor.kind === 'resident' && actor.belonging === 'elsewhere',
      ...(await choices(deps)),
      reviewDueAt: firstDue(at, await officeAt(deps, at)).at.toISOString(),
      now: at.toISOString(),
      ...shown,
    }
    return reply.page('FilingLookPage', props, status)
  }

  publicPage(app, deps, '/petitions/new', undefined, async () => ({
    page: 'FilingStartPage',
    props: { terms: PetitionTerms.parse(await termsAt(deps.db, deps.now())) },
  }))

  // Reading makes no draft: the first keeping does.
  app.get('/petitions/new/write', { config: begin }, async ({ actor, query }, reply) => {
    if (actor.kind === 'officer') return reply.see('/desk/petitions/new')
    const fresh = 'fresh' in (query as Record<string, unknown>)
    if (actor.kind === 'resident' && !fresh && (await keptDrafts(deps, actor)).length > 0)
      return reply.see('/petitions/drafts')
    return reply.see(writePath(randomUUID()))
  })

  app.get('/petitions/new/:draftId', { config: begin }, async (request, reply) => {
    const draftId = draftIdOf(request)
    const { actor } = request
    if (actor.kind !== 'resident') return write(request, reply, draftId, {})
    return receiptOfSent(reply, async () => {
      const kept = await ownDraft(deps, actor, draftId)
      if (!kept) return write(request, reply, draftId, {})
      const { text, version, savedAt } = kept
      const form = { typed: text, problems: [] }
      return write(request, reply, draftId, { form, version, savedAt: savedAt.toISOString() })
    })
  })

  const once = { max: 120, timeWindow: '10 minutes' }
  app.post(
    '/petitions/new/:draftId',
    { bodyLimit: formLimit, config: { ...begin, rateLimit: once } },
    async (request, reply) => {
      const draftId = draftIdOf(request)
      const typed = typedIn(request)
      const { actor } = request
      if (actor.kind === 'officer') throw new Refusal('not-allowed')
      if (typed.act === 'edit') return write(request, reply, draftId, { form: { typed, problems: [] } })
      if (actor.kind === 'resident')
        return receiptOfSent(reply, () => keep(request, reply, actor, draftId, typed))
      return goOnAsVisitor(request, reply, draftId, typed)
    },
  )

  /** Someone signed in: `save` keeps what there is, `look` keeps what is whole and goes on. */
  async function keep(
    request: FastifyRequest,
    reply: FastifyReply,
    who: Resident,
    draftId: string,
    typed: FormState['typed'],
  ) {
    const { lang } = request
    const office = await officeAt(deps, deps.now())
    const draft = DraftForm.safeParse(typed, { reportInput: true })
    const version = typeof typed.version === 'string' && typed.version !== '' ? typed.version : null
    const again = (problems: FieldProblem[], shown: Partial<FilingWriteProps> = {}, status = 422) =>
      write(request, reply, draftId, { form: { typed, problems }, version, ...shown }, status)
    const leave = typed.act === 'save'
    const whole = readFiling(typed, office, lang)
    if (!draft.success) return again(fieldProblems(draft.error, lang))
    if (!leave && 'problems' in whole) return again(whole.problems)
    try {
      await saveDraft(deps, who, draftId, draft.data, version, { office, lang })
    } catch (error) {
      if (!(error instanceof Refusal) || error.code === 'already-sent' || error.code === 'not-yours')
        throw error
      const kept = error.code === 'changed-meanwhile' ? await ownDraft(deps, who, draftId) : null
      if (!kept) return again(refusedField(error, lang), {}, 409)
      return again([], { other: kept.text, version: kept.version }, 409)
    }
    return reply.see(leave ? '/petitions/drafts' : `${writePath(draftId)}/look`)
  }

  async function goOnAsVisitor(
    request: FastifyRequest,
    reply: FastifyReply,
    draftId: string,
    typed: FormState['typed'],
  ) {
    const { lang } = request
    const read = readFiling(typed, await officeAt(deps, deps.now()), lang)
    if ('problems' in read) return write(request, reply, draftId, { form: { typed, ...read } }, 422)
    const text = read.filing
    const { email = '', code = '' } = typed
    const step = (
      name: 'email' | 'code',
      problems: FieldProblem[] = [],
      sent: FilingLookProps['sent'] = null,
    ) => {
      const form = { typed: { email, code: sent ? '' : code }, problems }
      const status = problems.length > 0 ? 422 : 200
      return look(request, reply, draftId, { step: name, text, form, sent }, status)
    }
    if (typed.act === 'enter') {
      const proof = SignIn.safeParse(typed, { reportInput: true })
      if (!proof.success) return step('code', fieldProblems(proof.error, lang))
      try {
        const { personId } = await proveCode(deps, deps.db, proof.data.email, proof.data.code, lang)
        await sessions.start(reply, request, { personId })
        return await carryOver(request, reply, personId, draftId, typed)
      } catch (error) {
        return step('code', refusedField(error, lang, 'code'))
      }
    }
    if (typed.act !== 'code') return step('email')
    const asked = EndorseBegin.safeParse(typed, { reportInput: true })
    if (!asked.success) return step('email', fieldProblems(asked.error, lang))
    try {
      return await step('code', [], await requestCode(deps, asked.data.email, lang))
    } catch (error) {
      return step('email', refusedField(error, lang, 'email'))
    }
  }

  /** The text of a visitor who just signed in becomes a draft; an address that is taken by another text gets a new one. */
  async function carryOver(
    request: FastifyRequest,
    reply: FastifyReply,
    personId: number,
    draftId: string,
    typed: FormState['typed'],
  ) {
    const { lang } = request
    const about = { office: await officeAt(deps, deps.now()), lang }
    const text: PetitionDraft = DraftForm.parse(typed)
    try {
      await saveDraft(deps, { personId }, draftId, text, null, about)
      return reply.see(`${writePath(draftId)}/look`)
    } catch (error) {
      const taken = ['not-yours', 'changed-meanwhile', 'already-sent']
      if (!(error instanceof Refusal) || !taken.includes(error.code)) throw error
      const another = randomUUID()
      await saveDraft(deps, { personId }, another, text, null, about)
      return reply.see(`${writePath(another)}/look`)
    }
  }

  filingSending(app, deps, { write, look })

  app.get('/petitions/drafts', { config: own }, async (request, reply) => {
    const drafts = await keptDrafts(deps, residentOf(request))
    const shown = drafts.map((draft) => ({ ...draft, savedAt: draft.savedAt.toISOString() }))
    return reply.page('FilingDraftsPage', { drafts: shown })
  })
  app.post('/petitions/drafts/:draftId/removal', { config: own }, async (request, reply) => {
    await dropDraft(deps, residentOf(request), draftIdOf(request))
    return reply.see('/petitions/drafts')
  })
}
