import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  type FilingAskProps,
  type FilingReceiptProps,
  type FilingSupplementProps,
  SupplementForm,
} from '../../../shared/filing.ts'
import { wholeDistrict } from '../../../shared/limits.ts'
import { type FieldProblem, fieldProblems, type FormState } from '../../../shared/forms.ts'
import { maskEmail } from '../../../shared/masking.ts'
import { problems as allProblems } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { PetitionTerms } from '../../../shared/settings.ts'
import { addressOf } from '../../accounts/accounts.actions.ts'
import { residentOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { termsAt } from '../../settings/settings.queries.ts'
import { textOf, versionOf } from './drafts.actions.ts'
import { numberOf } from '../endorsing/endorsing.pages.ts'
import { receiptOf } from './filing.actions.ts'
import { resubmit, takeNameOff, withdrawPetition } from './filing.author.actions.ts'
import { formLimit, refusedField, typedIn } from './filing.forms.ts'
import { mineOf, ownPetition } from './filing.mine.ts'
import { choices, officeAt } from './filing.office.ts'
import { stepsFrom } from '../petitions.rules.ts'

/** An author's own petition: its receipt, where it stands, and what they can still do. */
export function filingAuthorPages(app: FastifyInstance, deps: Deps) {
  const config = { may: 'petition.own' } as const
  const own = (request: FastifyRequest) => ownPetition(deps.db, residentOf(request), numberOf(request))

  app.get('/petitions/:number/receipt', { config }, async (request, reply) => {
    const { petition } = await own(request)
    const at = deps.now()
    const address = await addressOf(deps, deps.db, residentOf(request).personId)
    const props: FilingReceiptProps = {
      ...receiptOf(petition, await officeAt(deps, petition.receivedAt!)),
      draftId: petition.draftId,
      title: petition.title,
      route: petition.route,
      shown: petition.authorShown,
      email: address && maskEmail(address.email),
      terms: PetitionTerms.parse(await termsAt(deps.db, petition.receivedAt!)),
      now: at.toISOString(),
    }
    return reply.page('FilingReceiptPage', props)
  })

  app.get('/petitions/:number/mine', { config }, async (request, reply) =>
    reply.page('FilingMinePage', await mineOf(deps, await own(request))),
  )

  const acts = [
    { path: 'withdrawal', act: 'withdraw', run: withdrawPetition },
    { path: 'name-removal', act: 'takeNameOff', run: takeNameOff },
  ] as const
  for (const { path, act, run } of acts) {
    app.get(`/petitions/:number/${path}`, { config }, async (request, reply) => {
      const mine = await mineOf(deps, await own(request))
      const { number, total } = mine
      if (!mine.may[act]) return reply.see(`/petitions/${number}/mine`)
      const props: FilingAskProps = { number, total, act, title: mine.text.title }
      return reply.page('FilingAskPage', props)
    })
    app.post(`/petitions/:number/${path}`, { config }, async (request, reply) => {
      const number = numberOf(request)
      await run(deps, residentOf(request), number)
      return reply.see(`/petitions/${number}/mine`)
    })
  }

  const supplement = '/petitions/:number/supplement'
  const supplementProps = async (
    { petition }: Awaited<ReturnType<typeof own>>,
    shown: Partial<FilingSupplementProps> = {},
  ): Promise<FilingSupplementProps> => {
    const { displayName: _, ...text } = textOf(deps, petition)
    const dongs = text.dongs.length > 0 ? text.dongs : [wholeDistrict]
    return {
      number: petition.number!,
      note: petition.decisionNote,
      supplementDueAt: petition.supplementDueAt?.toISOString() ?? null,
      version: versionOf(textOf(deps, petition)),
      form: { typed: { ...text, dongs }, problems: [] },
      ...(await choices(deps)),
      now: deps.now().toISOString(),
      ...shown,
    }
  }

  app.get(supplement, { config }, async (request, reply) => {
    const mine = await own(request)
    const { number, state } = mine.petition
    if (!stepsFrom(state).includes('resubmit')) return reply.see(`/petitions/${number}/mine`)
    return reply.page('FilingSupplementPage', await supplementProps(mine))
  })

  app.post(supplement, { bodyLimit: formLimit, config }, async (request, reply) => {
    const mine = await own(request)
    const number = numberOf(request)
    const typed: FormState['typed'] = typedIn(request)
    const form = SupplementForm.safeParse(typed, { reportInput: true })
    const again = async (problems: FieldProblem[], status = 422) =>
      reply.page('FilingSupplementPage', await supplementProps(mine, { form: { typed, problems } }), status)
    if (!form.success) return again(fieldProblems(form.error, request.lang))
    const { version, ...text } = form.data
    try {
      const office = await officeAt(deps, mine.petition.receivedAt!)
      await resubmit(deps, residentOf(request), number, text, version, office)
    } catch (error) {
      const keepsText = ['category-unknown', 'dong-unknown', 'changed-meanwhile']
      if (!(error instanceof Refusal) || !keepsText.includes(error.code)) throw error
      return again(refusedField(error, request.lang), allProblems[error.code].status)
    }
    return reply.see(`/petitions/${number}/mine`)
  })
}
