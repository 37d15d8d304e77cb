import { emptyForm, type FormState } from '../../../shared/forms.ts'
import { dayOf } from '../../../shared/kst.ts'
import { Refusal } from '../../../shared/refusal.ts'
import {
  type DeskPartyList,
  type DeskStep,
  deskSteps,
  type DeskTownHallList,
  type DeskTownHallProps,
  type TownHallFormProps,
} from '../../../shared/town-halls.desk.ts'
import type { Typed } from '../../../shared/town-halls.form.ts'
import {
  type AccessNeed,
  type PartyState,
  type TownHallState,
  townHallStates,
} from '../../../shared/town-halls.ts'
import type { Deps } from '../../platform/deps.ts'
import { allDongs } from '../../settings/settings.queries.ts'
import { deskList, partyLines, partyTotal, stateCounts } from './desk-townhalls.queries.ts'
import { numbersOf } from './numbers.ts'
import { type SittingRow, sittingsOf, townHallById, type TownHallRow, zonesOn } from '../townhalls.queries.ts'
import { mayBegin, townHallStepsFrom } from '../townhalls.rules.ts'
import type { Known } from './writing.actions.ts'
import { allZones } from './zones.queries.ts'

const iso = (at: Date | null) => at?.toISOString() ?? null

/** @throws Refusal `not-found` */
export async function hallOr404(deps: Deps, id: number): Promise<TownHallRow> {
  const hall = await townHallById(deps.db, id)
  if (!hall) throw new Refusal('not-found')
  return hall
}

/** One page of the town halls in a state. */
export async function deskTownHalls(deps: Deps, state: TownHallState, most: number, after?: string) {
  const before = /^\d{1,15}$/.test(after ?? '') ? Number(after) : undefined
  const rows = await deskList(deps.db, state, most + 1, before)
  const found = await stateCounts(deps.db)
  const items = rows.slice(0, most).map((row) => ({
    ...row,
    startsAt: row.sittings > 0 ? row.startsAt.toISOString() : null,
    registrationOpensAt: row.registrationOpensAt.toISOString(),
    registrationClosesAt: row.registrationClosesAt.toISOString(),
  }))
  // What comes first is to do first, as long as all of it is on one page.
  const soonest = after === undefined && rows.length <= most && ['draft', 'announced', 'live'].includes(state)
  const list: DeskTownHallList = {
    items: soonest ? items.toSorted((a, b) => (a.startsAt ?? '').localeCompare(b.startsAt ?? '')) : items,
    next: rows.length > most ? String(items.at(-1)!.id) : null,
    total: found.get(state) ?? 0,
  }
  const counts = Object.fromEntries(townHallStates.map((one) => [one, found.get(one) ?? 0])) as Record<
    TownHallState,
    number
  >
  return { list, counts }
}

/** The codes that limits may name. */
export async function knownCodes({ db }: Pick<Deps, 'db'>): Promise<Known> {
  const [dongs, zones] = await Promise.all([allDongs(db), allZones(db)])
  return { dongs: new Set(dongs.map(({ code }) => code)), zones: new Set(zones.map(({ code }) => code)) }
}

export async function formProps(
  deps: Deps,
  hall: { id: number | null; state: TownHallState },
  typed: Typed,
  problems: FormState['problems'] = [],
): Promise<TownHallFormProps> {
  const today = dayOf(deps.now())
  return {
    id: hall.id,
    state: hall.state,
    form: { typed, problems },
    dongs: await allDongs(deps.db),
    zones: await zonesOn(deps.db, today),
    today,
  }
}

const sittingProp = (sitting: SittingRow) => ({
  id: sitting.id,
  name: sitting.name,
  startsAt: sitting.startsAt.toISOString(),
  endsAt: sitting.endsAt.toISOString(),
  place: sitting.place,
  address: sitting.address,
  onlineUrl: sitting.onlineUrl,
})

/** The sittings of a town hall as the desk shows them. */
export const sittingProps = async ({ db }: Pick<Deps, 'db'>, hallId: number) =>
  (await sittingsOf(db, hallId)).map(sittingProp)

export type PartyFilter = {
  sitting?: number | undefined
  state?: PartyState | undefined
  calls?: boolean | undefined
  after?: string | undefined
}

/** One page of the parties of a town hall, without names. */
export async function deskParties(
  deps: Deps,
  hallId: number,
  { sitting, state, calls, after }: PartyFilter,
  most: number,
): Promise<DeskPartyList> {
  const filter = { sittingId: sitting, state, calls }
  const rows = await partyLines(deps.db, hallId, filter, most + 1, after)
  const last = rows[most - 1]
  return {
    items: rows.slice(0, most).map(({ registeredBy, ...row }) => ({
      ...row,
      needs: row.needs as AccessNeed[],
      byOffice: registeredBy !== null,
      offerExpiresAt: iso(row.offerExpiresAt),
      createdAt: row.createdAt.toISOString(),
    })),
    next: rows.length > most && last ? `${last.sittingId}_${last.place}` : null,
    total: await partyTotal(deps.db, hallId, filter),
  }
}

/** The steps that officers take by a button now; a draft is thrown away, not cancelled. */
export const stepsOn = (state: TownHallState, firstStartsAt: Date | null, now: Date): DeskStep[] =>
  deskSteps.filter((step) => {
    if (step === 'begin' && !(firstStartsAt && mayBegin(state, firstStartsAt, now))) return false
    return townHallStepsFrom(state).includes(step) && !(state === 'draft' && step === 'cancel')
  })

type Open = {
  act?: DeskStep | null
  done?: string | null
  form?: FormState
  filter?: PartyFilter
}
const partiesPerPage = 50

/** The page of one town hall at the desk; `form` is one that came back. */
export async function townHallProps(
  deps: Deps,
  id: number,
  { act = null, done = null, form = emptyForm, filter = {} }: Open = {},
): Promise<DeskTownHallProps> {
  const hall = await hallOr404(deps, id)
  const sittings = await sittingsOf(deps.db, id)
  const starts = sittings.map(({ startsAt }) => startsAt.getTime())
  const first = starts.length > 0 ? new Date(Math.min(...starts)) : null
  const steps = stepsOn(hall.state, first, deps.now())
  const days = sittings.map(({ startsAt }) => dayOf(startsAt))
  return {
    hall: {
      id,
      state: hall.state,
      form: hall.form,
      titleKo: hall.titleKo,
      titleEn: hall.titleEn,
      host: hall.host,
      admission: hall.admission,
      registrationOpensAt: hall.registrationOpensAt.toISOString(),
      registrationClosesAt: hall.registrationClosesAt.toISOString(),
      quotasOpenAt: iso(hall.quotasOpenAt),
      offerHours: hall.offerHours,
      cancelReason: hall.cancelReason,
      seedHash: hall.seedHash?.toString('hex') ?? null,
      drawnAt: iso(hall.drawnAt),
      seen: hall.updatedAt.toISOString(),
    },
    sittings: sittings.map(sittingProp),
    numbers: await numbersOf(deps, hall),
    steps,
    parties: await deskParties(deps, id, filter, partiesPerPage),
    filter: {
      sitting: filter.sitting ?? null,
      state: filter.state ?? null,
      calls: filter.calls ?? false,
    },
    toCall: await partyTotal(deps.db, id, { calls: true }),
    further: filter.after !== undefined,
    act: act && steps.includes(act) ? act : null,
    done,
    form,
    dongs: await allDongs(deps.db),
    zones: await zonesOn(deps.db, days[0] ?? dayOf(deps.now())),
    now: deps.now().toISOString(),
  }
}
