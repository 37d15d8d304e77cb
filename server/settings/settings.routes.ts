import type { FastifyInstance } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { dayOf } from '../../shared/kst.ts'
import { Category, Department, Dong, PetitionTerms, TermsForm } from '../../shared/settings.ts'
import { Instant } from '../../shared/wire.ts'
import { officerOf } from '../accounts/guard.ts'
import type { Deps } from '../platform/deps.ts'
import { changeTerms } from './settings.actions.ts'
import { allDongs, departmentsOn, liveCategories, publicTermsAt } from './settings.queries.ts'

const Settings = z
  .object({
    terms: PetitionTerms.extend({ fromAt: Instant }),
    categories: z.array(Category),
    dongs: z.array(Dong),
    departments: z.array(Department),
  })
  .meta({ id: 'Settings' })

export function settingsRoutes(root: FastifyInstance, deps: Deps) {
  const app = root.withTypeProvider<ZodTypeProvider>()
  app.get(
    '/api/settings',
    { config: { may: 'site.read' }, schema: { response: { 200: Settings } } },
    async () => ({
      terms: await publicTermsAt(deps.db, deps.now()),
      categories: await liveCategories(deps.db),
      dongs: await allDongs(deps.db),
      departments: await departmentsOn(deps.db, dayOf(deps.now())),
    }),
  )
  app.post(
    '/api/desk/settings/terms',
    { config: { may: 'desk.settings' }, schema: { body: TermsForm, response: { 201: PetitionTerms } } },
    async (request, reply) => {
      await changeTerms(deps, officerOf(request), request.body)
      return reply.code(201).send(await publicTermsAt(deps.db, deps.now()))
    },
  )
}
