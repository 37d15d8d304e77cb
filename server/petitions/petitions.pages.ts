import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ListAddress } from '../../shared/petition-pages.ts'
import { sentence } from '../../shared/problems.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Deps } from '../platform/deps.ts'
import { publicPage } from '../platform/render/pages.ts'
import { openCharts } from './reading/charts.ts'
import { numberOf } from './endorsing/endorsing.pages.ts'
import { petitionsProps } from './reading/list.ts'
import { petitionProps } from './reading/page.ts'

/** The public list and the public page of a petition. */
export function petitionPages(app: FastifyInstance, deps: Deps) {
  const charts = openCharts(deps)

  publicPage(app, deps, '/petitions', ListAddress, async (request) => {
    const { lang } = request
    const asked = ListAddress.safeParse(request.query)
    try {
      const query = asked.success ? asked.data : ListAddress.parse({})
      const problem = asked.success ? null : sentence('address-unclear', lang)
      const props = { ...(await petitionsProps(deps, query, lang)), problem }
      return { page: 'PetitionsPage', props, status: problem === null ? 200 : 422 }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return firstPage(request, sentence(error.code, lang))
    }
  })

  /** Where a place in the list is not known, the list begins anew, and says so. */
  async function firstPage({ query, lang }: FastifyRequest, problem: string) {
    const { after: _after, ...rest } = ListAddress.parse(query)
    return {
      page: 'PetitionsPage',
      props: { ...(await petitionsProps(deps, rest, lang)), problem },
      status: 422,
    }
  }

  publicPage(app, deps, '/petitions/:number', undefined, async (request) => {
    const props = await petitionProps(deps, charts, numberOf(request), request.lang)
    return { page: 'PetitionPage', props, status: props.petition.hidden?.removed ? 410 : 200 }
  })
}
