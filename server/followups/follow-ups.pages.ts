import type { FastifyInstance, FastifyRequest } from 'fastify'
import { FollowUpNumber, LedgerAddress } from '../../shared/follow-ups.ts'
import { sentence } from '../../shared/problems.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Deps } from '../platform/deps.ts'
import { publicPage } from '../platform/render/pages.ts'
import { followUpProps, ledgerProps } from './reading/ledger.ts'

/** The number in the address of a card. @throws Refusal `not-found` */
export function numberIn(request: FastifyRequest): string {
  const { number } = request.params as { number?: unknown }
  const parsed = FollowUpNumber.safeParse(number)
  if (!parsed.success) throw new Refusal('not-found')
  return parsed.data
}

/** The public ledger of promises (약속 장부), and the page of one promise. */
export function followUpPages(app: FastifyInstance, deps: Deps) {
  publicPage(app, deps, '/follow-ups', LedgerAddress, async (request) => {
    const { lang } = request
    const asked = LedgerAddress.safeParse(request.query)
    try {
      const query = asked.success ? asked.data : LedgerAddress.parse({})
      const problem = asked.success ? null : sentence('address-unclear', lang)
      const props = { ...(await ledgerProps(deps, query, lang)), problem }
      return { page: 'LedgerPage', props, status: problem === null ? 200 : 422 }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      // Where a place in the list is not known, the list begins anew, and says so.
      const { after: _after, ...rest } = LedgerAddress.parse(request.query)
      const props = { ...(await ledgerProps(deps, rest, lang)), problem: sentence(error.code, lang) }
      return { page: 'LedgerPage', props, status: 422 }
    }
  })

  publicPage(app, deps, '/follow-ups/:number', undefined, async (request) => ({
    page: 'FollowUpPage',
    props: await followUpProps(deps, numberIn(request), request.lang),
  }))
}
