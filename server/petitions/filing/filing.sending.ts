import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { EndorseAbout, profileOf } from '../../../shared/endorsing.ts'
import type { FilingLookProps, FilingWriteProps } from '../../../shared/filing.ts'
import { type FieldProblem, fieldProblems, type FormState } from '../../../shared/forms.ts'
import { problems } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { saveProfile } from '../../accounts/accounts.actions.ts'
import { residentOf } from '../../accounts/guard.ts'
import type { Resident } from '../../accounts/permissions.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { ownDraft } from './drafts.actions.ts'
import { file } from './filing.actions.ts'
import { draftIdOf, readFiling, receiptOfSent, refusedField, typedIn } from './filing.forms.ts'
import { officeAt } from './filing.office.ts'
import { missing } from '../endorsing/newcomer.pages.ts'

type Shown = {
  write(
    request: FastifyRequest,
    reply: FastifyReply,
    draftId: string,
    shown: Partial<FilingWriteProps>,
    status?: number,
  ): Promise<unknown>
  look(
    request: FastifyRequest,
    reply: FastifyReply,
    draftId: string,
    shown: Pick<FilingLookProps, 'step' | 'text'> & Partial<FilingLookProps>,
    status?: number,
  ): Promise<unknown>
}

/** The third step of someone signed in: the kept draft as it will appear, and sending it. */
export function filingSending(app: FastifyInstance, deps: Deps, { write, look }: Shown) {
  const path = '/petitions/new/:draftId/look'

  /** The kept draft when it is whole; otherwise the reply that leads back to writing. */
  async function wholeDraft(request: FastifyRequest, reply: FastifyReply, who: Resident, draftId: string) {
    const kept = await ownDraft(deps, who, draftId)
    if (!kept) return { instead: reply.see(`/petitions/new/${draftId}`) }
    const { text, version, savedAt } = kept
    const office = await officeAt(deps, deps.now())
    const read = readFiling(text, office, request.lang)
    if ('filing' in read) return { text: read.filing, version, office }
    const shown = { form: { typed: text, ...read }, version, savedAt: savedAt.toISOString() }
    return { instead: await write(request, reply, draftId, shown, 422) }
  }

  app.get(path, { config: { may: 'petition.begin' } }, async (request, reply) => {
    const draftId = draftIdOf(request)
    const { actor } = request
    if (actor.kind !== 'resident') return reply.see(`/petitions/new/${draftId}`)
    return receiptOfSent(reply, async () => {
      const whole = await wholeDraft(request, reply, actor, draftId)
      if ('instead' in whole) return whole.instead
      return look(request, reply, draftId, { step: 'send', text: whole.text, version: whole.version })
    })
  })

  app.post(path, { config: { may: 'petition.file' } }, async (request, reply) => {
    const draftId = draftIdOf(request)
    const who = residentOf(request)
    const typed = typedIn(request)
    return receiptOfSent(reply, async () => {
      const whole = await wholeDraft(request, reply, who, draftId)
      if ('instead' in whole) return whole.instead
      const { text, version, office } = whole
      const again = (found: FieldProblem[], status: number) =>
        look(
          request,
          reply,
          draftId,
          { step: 'send', text, version, form: { typed, problems: found } },
          status,
        )
      // What is sent is what was looked at.
      if (typed.version !== version)
        return again(refusedField(new Refusal('changed-meanwhile'), request.lang), 409)
      const told = who.belonging === null ? await tellOfOneself(request, who, typed) : who
      if ('problems' in told) return again(told.problems, 422)
      try {
        const sending = { office, lang: request.lang, key: null }
        const { body } = await file(deps, told, { ...text, draftId }, sending)
        return reply.see(`/petitions/${body.number}/receipt`)
      } catch (error) {
        const found = refusedField(error, request.lang)
        return again(found, problems[(error as Refusal).code].status)
      }
    })
  })

  /** Belonging and consents of someone who gives them with a first petition. */
  async function tellOfOneself(request: FastifyRequest, who: Resident, typed: FormState['typed']) {
    const about = EndorseAbout.safeParse(typed, { reportInput: true })
    if (!about.success) {
      // Whatever else is missing is said at once, not on the next try.
      const rest = EndorseAbout.safeParse({ ...typed, belonging: 'elsewhere' })
      const lacking = rest.success ? missing(profileOf(rest.data), request.lang) : []
      return { problems: [...fieldProblems(about.error, request.lang), ...lacking] }
    }
    const profile = profileOf(about.data)
    const lacking = missing(profile, request.lang)
    if (lacking.length > 0) return { problems: lacking }
    await deps.db.transaction((tx) =>
      saveProfile(deps, tx, who.personId, { ...profile, lang: request.lang }, { takesBack: false }),
    )
    return { ...who, belonging: profile.belonging, dong: profile.dong }
  }
}
