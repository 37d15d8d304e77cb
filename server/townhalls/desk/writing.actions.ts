import type { TownHallActReply, TownHallBody } from '../../../shared/town-halls.desk.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { changePublic } from '../../platform/render/drops.ts'
import {
  addSitting,
  addTownHall,
  clearPositions,
  lockTownHall,
  putQuotas,
  removeSitting,
  removeTownHall,
  saveSitting,
  sittingsWithParties,
} from './desk-townhalls.queries.ts'
import { makeTicketKeys } from '../seats/tickets.ts'
import { lockSittingsOf, saveTownHall, sittingsOf } from '../townhalls.queries.ts'
import { offerFreeSeats } from '../seats/waiting.actions.ts'
import { followMoves } from './moved-sittings.actions.ts'
import { faultsInHall, mustBeChangeable } from './writing.rules.ts'

/** Codes that limits may name: the district's dongs and the zones that exist. */
export type Known = { dongs: ReadonlySet<string>; zones: ReadonlySet<string> }

/** A draft that only officers see. @throws the first fault of `faultsInHall` */
export async function createTownHall(
  deps: Deps,
  officer: Officer,
  known: Known,
  hall: TownHallBody,
): Promise<TownHallActReply> {
  const at = deps.now()
  const [fault] = faultsInHall(hall, null, known, at)
  if (fault) throw fault
  return deps.db.transaction(async (tx) => {
    const id = await addTownHall(tx, {
      ...rowOf(hall),
      ...makeTicketKeys(deps.secrets),
      state: 'draft',
      createdBy: officer.officerId,
      createdAt: at,
      updatedAt: at,
    })
    await putSittings(tx, id, hall, [])
    await record(deps, tx, officer, 'townhall.create', { kind: 'townhall', id })
    return { id, state: 'draft', seen: at.toISOString() }
  })
}

/**
 * Changes a town hall. Seats that a raised limit frees are offered in the same transaction; lowered limits put nobody
 * out. Once it is announced, whoever registered is told of another time or place.
 * @throws Refusal `not-found`, `changed-meanwhile`, `not-allowed-now`, and the first fault of `faultsInHall`
 */
export async function editTownHall(
  deps: Deps,
  officer: Officer,
  known: Known,
  id: number,
  hall: TownHallBody,
): Promise<TownHallActReply> {
  return changePublic(deps, async (tx) => {
    const sittings = await lockSittingsOf(tx, id)
    const stored = await lockTownHall(tx, id)
    if (!stored) throw new Refusal('not-found')
    if (hall.seen !== undefined && Date.parse(hall.seen) !== stored.updatedAt.getTime())
      throw new Refusal('changed-meanwhile')
    mustBeChangeable(stored.state)
    // The clock may stand in a demonstration; whoever saw the page before must notice all the same.
    const at = new Date(Math.max(deps.now().getTime(), stored.updatedAt.getTime() + 1))
    const ids = sittings.map((sitting) => sitting.id)
    const taken = await sittingsWithParties(tx, ids)
    const { state, form, admission } = stored
    const [fault] = faultsInHall(hall, { state, form, admission, sittings, taken }, known, deps.now())
    if (fault) throw fault
    await saveTownHall(tx, id, rowOf(hall), at)
    await putSittings(tx, id, hall, ids)
    const moved = state === 'draft' ? [] : await followMoves(tx, sittings, await sittingsOf(tx, id))
    await record(deps, tx, officer, 'townhall.edit', { kind: 'townhall', id }, { state, moved })
    if (state !== 'draft')
      for (const sittingId of ids.toSorted((a, b) => a - b)) await offerFreeSeats(deps, tx, sittingId)
    return { id, state, seen: at.toISOString() }
  })
}

/** Throws a draft away. @throws Refusal `not-found`, `not-allowed-now` once it was announced */
export async function dropDraft(deps: Deps, officer: Officer, id: number) {
  await deps.db.transaction(async (tx) => {
    await lockSittingsOf(tx, id)
    const stored = await lockTownHall(tx, id)
    if (!stored) throw new Refusal('not-found')
    if (stored.state !== 'draft') throw new Refusal('not-allowed-now')
    await removeTownHall(tx, id)
    await record(deps, tx, officer, 'townhall.drop', { kind: 'townhall', id })
  })
}

const rowOf = (hall: TownHallBody) => ({
  form: hall.form,
  titleKo: hall.titleKo,
  titleEn: hall.titleEn,
  summaryKo: hall.summaryKo,
  summaryEn: hall.summaryEn,
  host: hall.host,
  agenda: hall.agenda,
  formQuestions: hall.formQuestions,
  registrationOpensAt: new Date(hall.registrationOpensAt),
  registrationClosesAt: new Date(hall.registrationClosesAt),
  admission: hall.admission,
  quotasOpenAt: hall.quotasOpenAt === null ? null : new Date(hall.quotasOpenAt),
  offerHours: hall.offerHours,
  reminderHours: hall.reminderHours,
})

async function putSittings(tx: Db, townHallId: number, hall: TownHallBody, before: number[]) {
  for (const id of before)
    if (!hall.sittings.some((sitting) => sitting.id === id)) await removeSitting(tx, id)
  await clearPositions(tx, townHallId)
  for (const [position, sitting] of hall.sittings.entries()) {
    const { id, quotas, startsAt, endsAt, ...rest } = sitting
    const row = { ...rest, position, startsAt: new Date(startsAt), endsAt: new Date(endsAt) }
    const sittingId = id ?? (await addSitting(tx, { ...row, townHallId }))
    if (id !== undefined) await saveSitting(tx, id, row)
    await putQuotas(tx, sittingId, quotas)
  }
}
