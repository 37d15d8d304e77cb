import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { emptyForm, type FormState } from '../../../shared/forms.ts'
import { sentence } from '../../../shared/problems.ts'
import type { RegisterForProps } from '../../../shared/town-halls.parties.ts'
import { participantKinds } from '../../../shared/town-halls.ts'
import { officerOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { allDongs } from '../../settings/settings.queries.ts'
import { answerable, hallProps } from './desk-parties.pages.ts'
import { fieldOf, readRegistration } from './desk-parties.form.ts'
import { idIn, typedIn } from './desk-townhalls.pages.ts'
import { hallOr404, sittingProps } from './desk-townhalls.props.ts'
import { registerFor } from '../seats/registering.actions.ts'
import type { TownHallRow } from '../townhalls.queries.ts'
import { modesOf } from '../townhalls.rules.ts'

/** The form in which an officer enters the registration of someone who called or came. */
export function registerForPages(app: FastifyInstance, deps: Deps) {
  const run = { may: 'desk.townhall.run' } as const

  const registerProps = async (
    hall: TownHallRow,
    partyId: string,
    form: FormState,
  ): Promise<RegisterForProps> => ({
    hall: hallProps(hall),
    sittings: await sittingProps(deps, hall.id),
    modes: modesOf(hall.form),
    kinds: [...participantKinds],
    dongs: await allDongs(deps.db),
    partyId,
    form,
  })
  app.get('/desk/town-halls/:id/registrations/new', { config: run }, async (request, reply) =>
    reply.page(
      'RegisterForPage',
      await registerProps(await hallOr404(deps, idIn(request)), randomUUID(), emptyForm),
    ),
  )
  app.post('/desk/town-halls/:id/registrations', { config: run }, async (request, reply) => {
    const hall = await hallOr404(deps, idIn(request))
    const typed = typedIn(request)
    const sent = z.uuid().safeParse(typed.partyId)
    const again = async (wrong: FormState['problems'], status: number) =>
      reply.page(
        'RegisterForPage',
        await registerProps(hall, sent.data ?? randomUUID(), { typed, problems: wrong }),
        status,
      )
    const parsed = readRegistration(typed, request.lang)
    if (parsed.problems) {
      const silent = !typed.phone && !typed.email
      const contact = { field: 'phone', message: sentence('contact-required', request.lang) }
      return again(silent ? [...parsed.problems, contact] : parsed.problems, 422)
    }
    const { reserved, phone, email, lang, ...wish } = parsed.wish
    try {
      const who = { reserved, contact: { phone, email }, lang }
      const { reply: done } = await registerFor(deps, officerOf(request), hall.id, wish, who)
      return reply.see(`/desk/town-halls/${hall.id}/parties/${done.id}?done=registered`)
    } catch (error) {
      const { problem, status } = answerable(error, request.lang)
      return again([{ ...problem, field: fieldOf(problem.field.split('.')) }], status)
    }
  })
}
