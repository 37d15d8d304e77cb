import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { FieldProblem, FormState } from '../../../shared/forms.ts'
import { problems as refusals } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import { registrationDone, type OfferProps, type RegisterProps } from '../../../shared/town-hall-pages.ts'
import { townHallLimits } from '../../../shared/town-hall-states.ts'
import { residentOf } from '../../accounts/guard.ts'
import type { Deps } from '../../platform/deps.ts'
import { refusedField, typedIn } from '../../platform/http/forms.ts'
import { allDongs } from '../../settings/settings.queries.ts'
import { idOf } from '../addresses.ts'
import { cancelParty, changeParty, mineOf } from './changing.actions.ts'
import { calendarOf } from './enclosed.ts'
import { acceptOffer, declineOffer, offerOf } from './offers.actions.ts'
import { publicTownHall, titleOf } from '../public.ts'
import { sittingById, townHallById } from '../townhalls.queries.ts'
import { ownRegistration } from './registration.ts'
import { peopleIn, readRegistration, typedLists, withoutPerson } from './registration.forms.ts'
import { registrationProps } from './registration.mine.ts'

const path = '/town-halls/:id/registration'

/** One's own registration: tickets, the offer, calendar, changing and cancelling; and the offer of a mail's link. */
export function ownRegistrationPages(app: FastifyInstance, deps: Deps) {
  const config = { may: 'townhall.own' } as const
  const mineAt = (request: FastifyRequest) => `/town-halls/${idOf(request)}/registration`

  app.get(path, { config }, async (request, reply) => {
    const { done } = request.query as { done?: unknown }
    const word = registrationDone.find((one) => one === done) ?? null
    const props = await registrationProps(deps, residentOf(request), idOf(request), request.lang, word)
    return props ? reply.page('RegistrationPage', props) : reply.see(`/town-halls/${idOf(request)}`)
  })

  for (const [noun, answer, word] of [
    ['acceptance', acceptOffer, 'accepted'],
    ['declination', declineOffer, 'declined'],
  ] as const) {
    app.post(`${path}/${noun}`, { config }, async (request, reply) => {
      await answer(deps, { who: residentOf(request), townHallId: idOf(request) })
      return reply.see(`${mineAt(request)}?done=${word}`)
    })
  }

  app.get(`${path}/calendar.ics`, { config }, async (request, reply) => {
    const id = idOf(request)
    const { mode, sittingId, state } = await mineOf(deps.db, residentOf(request), id)
    if (!['confirmed', 'offered', 'waiting', 'applied'].includes(state)) throw new Refusal('not-found')
    const hall = (await townHallById(deps.db, id))!
    const sitting = (await sittingById(deps.db, sittingId))!
    const { type, text } = calendarOf(deps, { hall, sitting, at: deps.now() }, request.lang, mode)
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="town-hall-${id}.ics"`)
      .type(type)
      .send(text)
  })

  const cancellation = `${path}/cancellation`
  app.get(cancellation, { config }, async (request, reply) => {
    const props = await registrationProps(deps, residentOf(request), idOf(request), request.lang)
    if (!props?.mine.changeable) return reply.see(mineAt(request))
    return reply.page('CancelRegistrationPage', { mine: props.mine, now: props.now })
  })
  app.post(cancellation, { config }, async (request, reply) => {
    const who = residentOf(request)
    const { id } = await mineOf(deps.db, who, idOf(request))
    await cancelParty(deps, who, id)
    return reply.see(`${mineAt(request)}?done=cancelled`)
  })

  const change = `${path}/change`
  const showChange = async (
    request: FastifyRequest,
    reply: FastifyReply,
    typed: FormState['typed'],
    problems: FieldProblem[] = [],
    { people = peopleIn(typed), status = 200 } = {},
  ) => {
    const props: RegisterProps = {
      hall: await publicTownHall(deps, idOf(request), request.lang),
      dongs: await allDongs(deps.db),
      step: 'change',
      form: { typed, problems },
      people,
      sent: null,
      outbox: false,
      askAge: false,
      now: deps.now().toISOString(),
    }
    return reply.page('RegisterPage', props, status)
  }

  app.get(change, { config }, async (request, reply) => {
    const who = residentOf(request)
    const own = await ownRegistration(deps, who, idOf(request))
    const shown = await registrationProps(deps, who, idOf(request), request.lang)
    if (!own || !shown?.mine.changeable) return reply.see(mineAt(request))
    const { party, members } = own
    return showChange(request, reply, {
      sittingId: String(party.sittingId),
      mode: party.mode,
      kind: party.kind,
      dong: party.dong ?? '',
      note: party.note,
      lang: party.lang,
      ...Object.fromEntries(Object.entries(party.answers).map(([name, text]) => [`answers.${name}`, text])),
      ...Object.fromEntries(
        members.flatMap(({ id, name, needs }, place): [string, string | string[]][] => [
          [`member-${place}`, String(id)],
          [`name-${place}`, name],
          [`needs-${place}`, needs],
        ]),
      ),
    })
  })

  app.post(change, { config }, async (request, reply) => {
    const who = residentOf(request)
    const { id, sittingId } = await mineOf(deps.db, who, idOf(request))
    const typed = { ...typedLists(request), sittingId: String(sittingId) }
    const act = String([(typed as FormState['typed']).act ?? ''].flat().at(-1))
    if (act === 'add')
      return showChange(request, reply, typed, [], {
        people: Math.min(peopleIn(typed) + 1, townHallLimits.party),
      })
    const removed = /^remove-([1-9])$/.exec(act)?.[1]
    if (removed) return showChange(request, reply, withoutPerson(typed, Number(removed)))
    const read = readRegistration(typed, request.lang)
    if ('problems' in read) return showChange(request, reply, typed, read.problems, { status: 422 })
    const { mode, kind, dong, members, answers, note } = read.registration
    try {
      await changeParty(deps, who, id, { mode, kind, dong, members, answers, note })
    } catch (error) {
      const problems = refusedField(error, '', request.lang)
      const { status } = refusals[(error as Refusal).code]
      return showChange(request, reply, typed, problems, { status })
    }
    return reply.see(`${mineAt(request)}?done=changed`)
  })

  // The link of a mail: looking shows, and only a press of a button answers.
  const offer = '/town-halls/:id/offers/:token'
  const open = { may: 'townhall.offer', rateLimit: { max: 60, timeWindow: '10 minutes' } } as const
  const tokenOf = ({ params }: FastifyRequest) => (params as { token: string }).token
  const showOffer = async (request: FastifyRequest, reply: FastifyReply, status = 200) => {
    const token = tokenOf(request)
    const offered = await offerOf(deps, token)
    if (offered.hall.id !== idOf(request)) throw new Refusal('not-found')
    const { hall, sitting, reply: party } = offered
    const props: OfferProps = {
      hallId: hall.id,
      title: titleOf(hall, request.lang),
      sitting: {
        id: sitting.id,
        name: sitting.name,
        startsAt: sitting.startsAt.toISOString(),
        endsAt: sitting.endsAt.toISOString(),
        place: sitting.place,
        address: sitting.address,
      },
      token,
      state: offered.open ? 'open' : party.state === 'confirmed' ? 'accepted' : 'gone',
      people: party.people,
      expiresAt: party.offerExpiresAt,
      now: deps.now().toISOString(),
    }
    return reply.page('OfferPage', props, status)
  }
  app.get(offer, { config: open }, async (request, reply) => showOffer(request, reply))
  app.post(offer, { config: open }, async (request, reply) => {
    const { answer } = typedIn(request)
    if (answer !== 'accept' && answer !== 'decline') throw new Refusal('bad-request')
    const token = tokenOf(request)
    const offered = await offerOf(deps, token)
    if (offered.hall.id !== idOf(request)) throw new Refusal('not-found')
    try {
      await (answer === 'accept' ? acceptOffer : declineOffer)(deps, { token })
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'offer-gone') throw error
      return showOffer(request, reply, 410)
    }
    return reply.see(`/town-halls/${idOf(request)}/offers/${token}`)
  })
}
