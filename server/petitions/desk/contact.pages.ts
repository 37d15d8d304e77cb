import type { FastifyInstance } from 'fastify'
import { ContactReason, type DeskContactProps } from '../../../shared/desk.ts'
import { emptyForm, fieldProblems } from '../../../shared/forms.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { mustBeRechecked, viewContact } from './contact.actions.ts'
import { contactRow } from './contact.queries.ts'
import { numberOf } from '../endorsing/endorsing.pages.ts'

/** Who filed a petition and how to reach them: after a re-check, for a reason, and never without a trace. */
export function contactPages(app: FastifyInstance, deps: Deps) {
  const config = { may: 'desk.petition.contact' } as const
  const path = '/desk/petitions/:number/contact'

  app.get(path, { config }, async (request, reply) => {
    mustBeRechecked(deps, officerOf(request))
    return reply.page('DeskContactPage', await propsOf(numberOf(request)))
  })

  app.post(path, { config }, async (request, reply) => {
    const number = numberOf(request)
    const officer = officerOf(request)
    const parsed = ContactReason.safeParse(request.body ?? {}, { reportInput: true })
    if (!parsed.success) {
      const { reason } = (request.body ?? {}) as { reason?: unknown }
      const typed = { reason: typeof reason === 'string' ? reason : '' }
      const form = { typed, problems: fieldProblems(parsed.error, request.lang) }
      return reply.page('DeskContactPage', { ...(await propsOf(number)), form }, 422)
    }
    try {
      const contact = await viewContact(deps, officer, number, parsed.data.reason)
      return reply.page('DeskContactPage', { ...(await propsOf(number)), contact })
    } catch (error) {
      // The page itself leads to the re-check and back.
      const late = error instanceof Refusal && error.code === 'recheck-required'
      if (late) return reply.see(`/desk/petitions/${number}/contact`)
      throw error
    }
  })

  async function propsOf(number: string): Promise<DeskContactProps> {
    const row = await contactRow(deps.db, number)
    if (!row) throw new Refusal('not-found')
    return { number, title: row.title, form: emptyForm, contact: null }
  }
}
