import { Refusal } from '../../../shared/refusal.ts'
import type { PartyActReply, PartyMove, PartyNames } from '../../../shared/town-halls.parties.ts'
import type { PartyState } from '../../../shared/town-halls.ts'
import { addressOf } from '../../accounts/accounts.actions.ts'
import { mustBeRechecked } from '../../accounts/guard.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { withParty } from '../seats/changing.actions.ts'
import { peopleOf } from './desk-townhalls.queries.ts'
import { calendarWithout, enclosed } from '../seats/enclosed.ts'
import { noRoom } from '../seats/registering.actions.ts'
import { groupOf, mustNotHaveBegun } from '../seats/registering.rules.ts'
import { confirmedMail } from '../seats/registrations.mails.ts'
import {
  haveComeIn,
  heldIn,
  lockParty,
  membersOf,
  partyById,
  type PartyRow,
  saveParty,
} from '../seats/registrations.queries.ts'
import { type Group, lackingFor, lackingForChange } from '../seats/seats.rules.ts'
import { aboutOf, contactOf, tellParty } from '../seats/told.ts'
import { lockSitting, takePlace } from '../townhalls.queries.ts'
import { modesOf } from '../townhalls.rules.ts'
import { offer, openScene, type Scene, settleSeats } from '../seats/waiting.actions.ts'

/** A party of this town hall. @throws Refusal `not-found` */
export async function partyIn(db: Db, townHallId: number, id: number): Promise<PartyRow> {
  const party = await partyById(db, id)
  if (party?.townHallId !== townHallId) throw new Refusal('not-found')
  return party
}

const standing: readonly PartyState[] = ['applied', 'waiting', 'offered', 'confirmed']
const seated: readonly PartyState[] = ['offered', 'confirmed']

/**
 * Moves a party to another way of taking part or another sitting, as was agreed with it. One with seats is moved only
 * where there is room for all of it; one that waits goes to the end of the other sitting's order. Seats that this frees
 * are offered at once. The party is told.
 * @throws Refusal `not-found`, `not-allowed-now`, `sitting-unknown`, `mode-not-offered`, `sitting-begun`, `no-room`
 */
export async function moveParty(
  deps: Deps,
  officer: Officer,
  townHallId: number,
  id: number,
  { sittingId, mode, agreement }: PartyMove,
): Promise<PartyActReply> {
  const at = deps.now()
  const known = await partyIn(deps.db, townHallId, id)
  return deps.db.transaction(async (tx) => {
    // Both sittings before the party, the lower id first.
    for (const each of [...new Set([known.sittingId, sittingId])].toSorted((a, b) => a - b))
      await lockSitting(tx, each)
    const party = (await lockParty(tx, id))!
    const from = (await openScene(tx, party.sittingId, at))!
    const to = sittingId === party.sittingId ? from : await openScene(tx, sittingId, at)
    if (party.sittingId !== known.sittingId) throw new Refusal('changed-meanwhile')
    if (to?.sitting.townHallId !== townHallId) throw new Refusal('sitting-unknown', { field: 'sittingId' })
    if (!standing.includes(party.state)) throw new Refusal('not-allowed-now')
    for (const { sitting } of [from, to]) mustNotHaveBegun(sitting.startsAt, at)
    if (!modesOf(to.hall.form).includes(mode)) throw new Refusal('mode-not-offered', { field: 'mode' })
    const people = await membersOf(tx, id)
    if (
      await haveComeIn(
        tx,
        people.map((one) => one.id),
      )
    )
      throw new Refusal('not-allowed-now')
    const before = groupOf(party, people)
    if (seated.includes(party.state)) await mustHaveRoom(tx, from, to, before, { ...before, mode })
    const movedOnline =
      mode === 'online' && (party.movedOnline || (party.mode === 'in-person' && to.limits.gathering !== null))
    const place = to === from ? party.place : await takePlace(tx, sittingId)
    const change = { sittingId, mode, movedOnline, place }
    await saveParty(tx, id, change, at)
    await record(
      deps,
      tx,
      officer,
      'registration.move',
      { kind: 'registration', id },
      { from: party.sittingId, to: sittingId, mode, reason: agreement },
    )
    const moved = { ...party, ...change }
    if (party.state === 'confirmed')
      await tellParty(deps, tx, moved, `moved:${at.getTime()}`, (lang, told) => {
        const { files, pictures } = enclosed(deps, to, lang, told)
        const gone = to === from ? [] : [calendarWithout(deps, from, lang, 0)]
        const mail = confirmedMail(lang, aboutOf(deps, to.hall, to.sitting), told)
        return { ...mail, files: [...files, ...gone], pictures }
      })
    for (const scene of new Set([from, to])) await settleSeats(deps, tx, scene)
    return { id, state: party.state, sittingId, mode }
  })
}

async function mustHaveRoom(tx: Db, from: Scene, to: Scene, before: Group, after: Group) {
  const held = await heldIn(tx, [to.sitting.id])
  const lacking =
    from === to
      ? lackingForChange(before, after, to.limits, [
          ...held,
          { ...before, people: -before.people, wheelchairs: -before.wheelchairs },
        ])
      : lackingFor(after, to.limits, held)
  if (lacking.length > 0) throw await noRoom(tx, to, lacking)
}

/**
 * Offers seats to a party before its turn. Every limit must have room for all of it.
 * @throws Refusal `not-found`, `not-allowed-now` for one that does not wait, `sitting-begun`, `no-room`
 */
export async function offerTo(
  deps: Deps,
  officer: Officer,
  townHallId: number,
  id: number,
  reason: string,
): Promise<PartyActReply> {
  const at = deps.now()
  await partyIn(deps.db, townHallId, id)
  return withParty(deps, id, at, async (tx, scene, party) => {
    if (party.state !== 'waiting' || !['announced', 'live'].includes(scene.hall.state))
      throw new Refusal('not-allowed-now')
    mustNotHaveBegun(scene.sitting.startsAt, at)
    const lacking = lackingFor(
      groupOf(party, await membersOf(tx, id)),
      scene.limits,
      await heldIn(tx, [scene.sitting.id]),
    )
    if (lacking.length > 0) throw await noRoom(tx, scene, lacking)
    await offer(deps, tx, scene, party)
    await record(deps, tx, officer, 'registration.offer', { kind: 'registration', id }, { reason })
    return { id, state: 'offered', sittingId: party.sittingId, mode: party.mode }
  })
}

const nameOf = (deps: Deps, sealed: Buffer | null) => (sealed ? deps.secrets.unseal(sealed) : '')

/** Names and contact of a party. The look is recorded with its reason in the same transaction. @throws Refusal `recheck-required` */
export async function lookAtNames(
  deps: Deps,
  officer: Officer,
  townHallId: number,
  id: number,
  reason: string,
): Promise<PartyNames> {
  mustBeRechecked(officer, deps.machineNow())
  return deps.db.transaction(async (tx) => {
    const party = await partyIn(tx, townHallId, id)
    await record(deps, tx, officer, 'registration.names', { kind: 'registration', id }, { reason })
    const people = await membersOf(tx, id)
    const contact = contactOf(deps, party)
    const address = party.personId === null ? null : await addressOf(deps, tx, party.personId)
    return {
      members: people.map(({ id: memberId, sealedName, code, needs }) => ({
        id: memberId,
        name: nameOf(deps, sealedName),
        code,
        needs,
      })),
      phone: contact?.phone ?? null,
      email: contact?.email ?? address?.email ?? null,
    }
  })
}

/**
 * Everyone who has a seat or is offered one, by name; with `all`, everyone who stands. Recorded as `act`.
 * @throws Refusal `recheck-required`
 */
export async function listPeople(
  deps: Deps,
  officer: Officer,
  townHallId: number,
  act: 'townhall.people' | 'townhall.export',
  states: PartyState[],
) {
  mustBeRechecked(officer, deps.machineNow())
  return deps.db.transaction(async (tx) => {
    const rows = await peopleOf(tx, townHallId, states)
    await record(deps, tx, officer, act, { kind: 'townhall', id: townHallId }, { people: rows.length })
    return rows.map(({ sealedName, ...row }) => ({ ...row, name: nameOf(deps, sealedName) }))
  })
}
