import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { DeskQuery, type DeskQueueProps } from '../../../shared/desk.ts'
import { dayOf } from '../../../shared/kst.ts'
import { deskActs, deskTabs } from '../../../shared/limits.ts'
import { PetitionNumber } from '../../../shared/petitions.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { departmentsOn } from '../../settings/settings.queries.ts'
import { deskList, deskPetitionProps } from './desk.props.ts'
import { numberOf } from '../endorsing/endorsing.pages.ts'

const perPage = 30

/** What an address says that nobody can have meant counts as not said. */
const Asked = DeskQuery.extend({
  tab: z.enum(deskTabs).optional().catch(undefined),
  department: DeskQuery.shape.department.catch(undefined),
  q: DeskQuery.shape.q.catch(undefined),
  after: DeskQuery.shape.after.catch(undefined),
})
const Shown = z.object({
  tab: z.enum(deskTabs).optional().catch(undefined),
  act: z.enum(deskActs).nullable().default(null).catch(null),
  done: z.enum(deskActs).nullable().default(null).catch(null),
  /** What to join to, from the button of a similar petition. */
  into: PetitionNumber.optional().catch(undefined),
})

/** The officers' queue, and a petition in three columns. */
export function deskPages(app: FastifyInstance, deps: Deps) {
  const config = { may: 'desk.petition.read' } as const

  app.get('/desk/petitions', { config }, async (request, reply) => {
    const officer = officerOf(request)
    // Where nothing is asked for, each role begins with what it has to do.
    const { tab = officer.role === 'communication' ? 'review' : 'answers', ...rest } = Asked.parse(
      request.query,
    )
    const query = { tab, ...rest }
    const { list, counts } = await deskList(deps, officer, query, perPage)
    const props: DeskQueueProps = {
      tab,
      q: query.q ?? '',
      department: query.department ?? null,
      departments: await departmentsOn(deps.db, dayOf(deps.now())),
      counts,
      list,
      further: query.after !== undefined,
      role: officer.role,
      now: deps.now().toISOString(),
    }
    return reply.page('DeskQueuePage', props)
  })

  app.get('/desk/petitions/:number', { config }, async (request, reply) => {
    const { into, ...shown } = Shown.parse(request.query)
    const form = into ? { typed: { into }, problems: [] } : undefined
    return reply.page(
      'DeskPetitionPage',
      await deskPetitionProps(deps, officerOf(request), numberOf(request), { ...shown, form }),
    )
  })
}
