import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fieldProblems, type FormState } from '../../../shared/forms.ts'
import { problems, sentence } from '../../../shared/problems.ts'
import { Refusal } from '../../../shared/refusal.ts'
import {
  type DeskPartyAct,
  deskPartyActs,
  type DeskPartyProps,
  PartyMove,
  PartyReason,
  PartyTold,
  type PeopleListProps,
} from '../../../shared/town-halls.parties.ts'
import { type AccessNeed, type PartyState } from '../../../shared/town-halls.ts'
import { officerOf } from '../../accounts/guard.ts'
import { officerNames } from '../../accounts/officers.queries.ts'
import { type Officer, may, type Permission } from '../../accounts/permissions.rules.ts'
import { newestEntries } from '../../audit/audit.queries.ts'
import type { Deps } from '../../platform/deps.ts'
import { allDongs } from '../../settings/settings.queries.ts'
import { openCalls } from '../seats/calls.queries.ts'
import { cancelParty, changeParty } from '../seats/changing.actions.ts'
import { acceptOffer, declineOffer } from '../seats/offers.actions.ts'
import { tellByPhone } from './calls.actions.ts'
import { listPeople, lookAtNames, moveParty, offerTo, partyIn } from './desk-parties.actions.ts'
import { readPeople } from './desk-parties.form.ts'
import { idIn, typedIn } from './desk-townhalls.pages.ts'
import { hallOr404, sittingProps } from './desk-townhalls.props.ts'
import { partyLine } from './desk-townhalls.queries.ts'
import type { TownHallRow } from '../townhalls.queries.ts'

const Query = z.object({ done: z.string().max(30).nullable().default(null).catch(null) })

export const hallProps = ({ id, state, form, titleKo, titleEn, formQuestions }: TownHallRow) => ({
  id,
  state,
  form,
  titleKo,
  titleEn,
  formQuestions,
})

/** What can be done with a party now, for buttons; each act's own rule decides once more. */
function actsOn(officer: Officer, hall: TownHallRow, state: PartyState): DeskPartyAct[] {
  const stands = ['applied', 'waiting', 'offered', 'confirmed'].includes(state)
  if (!may(officer, 'desk.townhall.run') || !stands || !['announced', 'live'].includes(hall.state)) return []
  const only: Partial<Record<DeskPartyAct, PartyState>> = {
    offer: 'waiting',
    accept: 'offered',
    decline: 'offered',
  }
  return deskPartyActs.filter((act) => (only[act] ?? state) === state)
}

/** The registrations of a town hall at the desk: looked at, changed, moved, cancelled, offered seats; listed on paper. */
export function deskPartyPages(app: FastifyInstance, deps: Deps) {
  const read = { may: 'desk.townhall.read' } as const
  const run = { may: 'desk.townhall.run' } as const
  const names = { may: 'desk.townhall.names' } as const
  const path = '/desk/town-halls/:id/parties/:partyId'

  const partyProps = async (
    officer: Officer,
    hall: TownHallRow,
    partyId: number,
    shown: Partial<Pick<DeskPartyProps, 'wrong' | 'done' | 'known'>> = {},
  ): Promise<DeskPartyProps> => {
    const row = await partyLine(deps.db, hall.id, partyId)
    if (!row) throw new Refusal('not-found')
    const { registeredBy, personId: _personId, ...party } = row
    const entries = await newestEntries(deps.db, 20, undefined, { kind: 'registration', id: String(partyId) })
    const by = await officerNames(
      deps.db,
      entries.flatMap(({ actorKind, actorId }) => (actorKind === 'officer' ? (actorId ?? []) : [])),
    )
    return {
      hall: hallProps(hall),
      sittings: await sittingProps(deps, hall.id),
      party: {
        ...party,
        needs: party.needs as AccessNeed[],
        byOffice: registeredBy !== null,
        offerExpiresAt: party.offerExpiresAt?.toISOString() ?? null,
        createdAt: party.createdAt.toISOString(),
      },
      known: null,
      calls: (await openCalls(deps.db, partyId)).map(({ at, ...call }) => ({
        ...call,
        at: at.toISOString(),
      })),
      history: entries.map(({ at, act, actorKind, actorId, detail }) => ({
        at: at.toISOString(),
        act,
        by: actorKind === 'officer' ? (by.get(actorId!) ?? null) : null,
        why: typeof detail.reason === 'string' ? detail.reason : null,
      })),
      acts: actsOn(officer, hall, party.state),
      mayAsk: may(officer, 'desk.townhall.names'),
      wrong: null,
      done: null,
      dongs: await allDongs(deps.db),
      ...shown,
    }
  }
  app.get(path, { config: read }, async (request, reply) => {
    const { done } = Query.parse(request.query)
    const hall = await hallOr404(deps, idIn(request))
    return reply.page(
      'DeskPartyPage',
      await partyProps(officerOf(request), hall, idIn(request, 'partyId'), { done }),
    )
  })

  /** A form of a party: done, or its page again with what was typed. */
  const form = <T extends z.ZodType>(
    act: DeskPartyAct | 'names' | 'people',
    noun: string,
    schema: T,
    config: { may: Permission },
    follow: (at: {
      request: FastifyRequest
      reply: FastifyReply
      hall: TownHallRow
      id: number
      input: z.output<T>
    }) => Promise<unknown>,
  ) =>
    app.post(`${path}/${noun}`, { config }, async (request, reply) => {
      const hall = await hallOr404(deps, idIn(request))
      const id = idIn(request, 'partyId')
      const typed = typedIn(request)
      const again = async (wrong: FormState['problems'], status: number) =>
        reply.page(
          'DeskPartyPage',
          await partyProps(officerOf(request), hall, id, {
            wrong: { act, state: { typed, problems: wrong } },
          }),
          status,
        )
      await partyIn(deps.db, hall.id, id)
      const parsed = schema.safeParse(typed, { reportInput: true })
      if (!parsed.success) return again(fieldProblems(parsed.error, request.lang), 422)
      try {
        return await follow({ request, reply, hall, id, input: parsed.data })
      } catch (error) {
        const { problem, status } = answerable(error, request.lang)
        return again([problem], status)
      }
    })
  const done = (reply: FastifyReply, hall: TownHallRow, id: number, what: string) =>
    reply.see(`/desk/town-halls/${hall.id}/parties/${id}?done=${what}`)

  form('move', 'move', PartyMove, run, async ({ request, reply, hall, id, input }) => {
    await moveParty(deps, officerOf(request), hall.id, id, input)
    return done(reply, hall, id, 'moved')
  })
  form('cancel', 'cancellation', PartyReason, run, async ({ request, reply, hall, id, input }) => {
    await cancelParty(deps, officerOf(request), id, input.reason)
    return done(reply, hall, id, 'party-cancelled')
  })
  form('offer', 'offer', PartyReason, run, async ({ request, reply, hall, id, input }) => {
    await offerTo(deps, officerOf(request), hall.id, id, input.reason)
    return done(reply, hall, id, 'offered')
  })
  for (const [act, noun, answer] of [
    ['accept', 'acceptance', acceptOffer],
    ['decline', 'declination', declineOffer],
  ] as const)
    form(act, noun, PartyReason, run, async ({ request, reply, hall, id, input }) => {
      const { reason } = input
      await answer(deps, { officer: officerOf(request), townHallId: hall.id, partyId: id, reason })
      return done(reply, hall, id, noun)
    })
  // The people of a party as its page shows them once the names were looked at.
  app.post(`${path}/people`, { config: names }, async (request, reply) => {
    const hall = await hallOr404(deps, idIn(request))
    const id = idIn(request, 'partyId')
    const officer = officerOf(request)
    await partyIn(deps.db, hall.id, id)
    const typed = typedIn(request)
    const again = async (wrong: FormState['problems'], status: number) =>
      reply.page(
        'DeskPartyPage',
        await partyProps(officer, hall, id, {
          wrong: { act: 'people', state: { typed, problems: wrong } },
        }),
        status,
      )
    const parsed = readPeople(typed, request.lang)
    if (parsed.problems) return again(parsed.problems, 422)
    try {
      const { members, reason } = parsed.people
      await changeParty(deps, officer, id, { members }, reason)
      return done(reply, hall, id, 'changed')
    } catch (error) {
      const { problem, status } = answerable(error, request.lang)
      return again([{ ...problem, field: '' }], status)
    }
  })
  app.post(`${path}/calls`, { config: run }, async (request, reply) => {
    const hall = await hallOr404(deps, idIn(request))
    const id = idIn(request, 'partyId')
    const seen = PartyTold.safeParse(typedIn(request))
    if (!seen.success) throw new Refusal('bad-request')
    await tellByPhone(deps, officerOf(request), hall.id, id, seen.data.last)
    return done(reply, hall, id, 'told')
  })
  form('names', 'names', PartyReason, names, async ({ request, reply, hall, id, input }) => {
    const officer = officerOf(request)
    try {
      const known = await lookAtNames(deps, officer, hall.id, id, input.reason)
      return reply.page('DeskPartyPage', await partyProps(officer, hall, id, { known }))
    } catch (error) {
      const late = error instanceof Refusal && error.code === 'recheck-required'
      if (!late) throw error
      const back = encodeURIComponent(`/desk/town-halls/${hall.id}/parties/${id}`)
      return reply.see(`/desk/recheck?next=${back}`)
    }
  })

  app.get('/desk/town-halls/:id/people', { config: names }, async (request, reply) => {
    const hall = await hallOr404(deps, idIn(request))
    const people = await listPeople(deps, officerOf(request), hall.id, 'townhall.people', [
      'confirmed',
      'offered',
    ])
    const byName = people.toSorted((a, b) => a.name.localeCompare(b.name, 'ko') || a.memberId - b.memberId)
    const props: PeopleListProps = {
      hall: hallProps(hall),
      sittings: (await sittingProps(deps, hall.id)).map((sitting) => ({
        ...sitting,
        people: byName
          .filter(({ sittingId }) => sittingId === sitting.id)
          .map(({ name, place, state, mode, kind, dong, needs, reserved, walkIn }) => ({
            name,
            party: place,
            state,
            mode,
            kind,
            dong,
            needs,
            reserved,
            walkIn,
          })),
      })),
      dongs: await allDongs(deps.db),
      now: deps.now().toISOString(),
    }
    return reply.page('PeopleListPage', props)
  })
}

/** A refusal that belongs beside what was typed; anything else is thrown on. */
export function answerable(error: unknown, lang: string) {
  if (!(error instanceof Refusal)) throw error
  const { status } = problems[error.code]
  if (status !== 409 && status !== 422) throw error
  return { status, problem: { field: error.field ?? '', message: sentence(error.code, lang, error.params) } }
}
