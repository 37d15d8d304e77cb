import type { FastifyInstance } from 'fastify'
import { Refusal } from '../../shared/refusal.ts'
import { TownHallQuery } from '../../shared/town-hall-pages.ts'
import type { Deps } from '../platform/deps.ts'
import { publicPage } from '../platform/render/pages.ts'
import { idOf } from './addresses.ts'
import { drawProps, townHallProps, townHallsProps } from './public.ts'

const Address = TownHallQuery.pick({ after: true })

/** The list of town halls, the page of one, and its draw: the same for everyone. */
export function townHallPages(app: FastifyInstance, deps: Deps) {
  publicPage(app, deps, '/town-halls', Address, async ({ query, lang }) => {
    const address = Address.safeParse(query)
    if (!address.success) throw new Refusal('cursor-unknown', { field: 'after' })
    return { page: 'TownHallsPage', props: await townHallsProps(deps, lang, address.data.after) }
  })

  publicPage(app, deps, '/town-halls/:id', undefined, async (request) => ({
    page: 'TownHallPage',
    props: await townHallProps(deps, idOf(request), request.lang),
  }))

  publicPage(app, deps, '/town-halls/:id/draw', undefined, async (request) => ({
    page: 'DrawPage',
    props: await drawProps(deps, idOf(request), request.lang),
  }))
}
