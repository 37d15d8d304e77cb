import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { DeskFilingForm, type FilingDeskProps, type FilingReceiptProps } from '../../../shared/filing.ts'
import { emptyForm, type FieldProblem, fieldProblems, type FormState } from '../../../shared/forms.ts'
import { sentence } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { PetitionTerms } from '../../../shared/settings.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { termsAt } from '../../settings/settings.queries.ts'
import { numberOf } from '../endorsing/endorsing.pages.ts'
import { fileFor, receiptOf } from './filing.actions.ts'
import { formLimit, refusedField, typedIn } from './filing.forms.ts'
import { choices, officeAt } from './filing.office.ts'
import { petitionByNumber } from '../petitions.queries.ts'

/** Filing for someone who came, called or wrote, and the receipt that is printed for them. */
export function filingDeskPages(app: FastifyInstance, deps: Deps) {
  const config = { may: 'desk.petition.file' } as const
  const show = async (reply: FastifyReply, draftId: string, form: FormState, status = 200) => {
    const latest = new Date(deps.now().getTime() + 9 * 3_600_000).toISOString().slice(0, 16)
    const props: FilingDeskProps = { draftId, form, ...(await choices(deps)), latest }
    return reply.page('FilingDeskPage', props, status)
  }

  app.get('/desk/petitions/new', { config }, async (_request, reply) => show(reply, randomUUID(), emptyForm))

  app.post('/desk/petitions', { bodyLimit: formLimit, config }, async (request, reply) => {
    const typed = typedIn(request)
    const form = DeskFilingForm.safeParse(typed, { reportInput: true })
    if (!form.success) {
      const draftId = DeskFilingForm.shape.draftId.safeParse(typed.draftId)
      const problems = fieldProblems(form.error, request.lang).filter(({ field }) => field !== 'draftId')
      const lacking = lackingIn(typed, request.lang)
      return show(reply, draftId.data ?? randomUUID(), { typed, problems: [...problems, ...lacking] }, 422)
    }
    const { received, ...filing } = form.data
    try {
      const office = await officeAt(deps, deps.now())
      const { body } = await fileFor(
        deps,
        officerOf(request),
        { ...filing, receivedAt: received },
        { office, key: null },
      )
      return reply.see(`/desk/petitions/${body.number}/receipt`)
    } catch (error) {
      if (error instanceof Refusal && error.code === 'not-yours') throw error
      return show(reply, filing.draftId, { typed, problems: refusedField(error, request.lang) }, 422)
    }
  })

  app.get('/desk/petitions/:number/receipt', { config }, async (request, reply) => {
    const petition = await petitionByNumber(deps.db, numberOf(request))
    if (!petition || petition.filedBy === null) throw new Refusal('not-found')
    const props: FilingReceiptProps = {
      ...receiptOf(petition, await officeAt(deps, petition.receivedAt!)),
      draftId: petition.draftId,
      title: petition.title,
      route: petition.route,
      shown: petition.authorShown,
      email: null,
      terms: PetitionTerms.parse(await termsAt(deps.db, petition.receivedAt!)),
      now: deps.now().toISOString(),
    }
    return reply.page('FilingDeskReceiptPage', props)
  })
}

/** What the action would refuse next, said together with the rest. */
function lackingIn(typed: FormState['typed'], lang: string): FieldProblem[] {
  const lacking: FieldProblem[] = []
  if (!typed.phone && !typed.email)
    lacking.push({ field: 'phone', message: sentence('contact-required', lang) })
  if (!typed.consented)
    lacking.push({ field: 'consented', message: sentence('paper-consent-required', lang) })
  return lacking
}
