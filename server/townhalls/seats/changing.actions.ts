import type { RegistrationChange, RegistrationReply } from '../../../shared/town-halls.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer, Resident } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { replyOf } from './registration.ts'
import { addPeople, noRoom } from './registering.actions.ts'
import { cancelledMail } from './registrations.mails.ts'
import {
  haveComeIn,
  heldIn,
  lockParty,
  membersOf,
  type PartyRow,
  partyById,
  partyOf,
  removeMembers,
  saveMember,
  saveParty,
} from './registrations.queries.ts'
import { answersTo, faultsIn, groupOf, mustNotHaveBegun } from './registering.rules.ts'
import { type Group, lackingForChange } from './seats.rules.ts'
import { aboutOf, tellParty } from './told.ts'
import { knownDongs } from '../townhalls.queries.ts'
import { type Scene, settleSeats, underLock } from './waiting.actions.ts'

const stands = ({ state }: PartyRow) => ['applied', 'waiting', 'offered', 'confirmed'].includes(state)

/** Someone's party of a town hall. @throws Refusal `not-found` where there never was one */
export async function mineOf(db: Db, who: Pick<Resident, 'personId'>, townHallId: number): Promise<PartyRow> {
  const party = await partyOf(db, townHallId, who.personId)
  if (!party) throw new Refusal('not-found')
  return party
}

/** Under the locks of a party: its sitting, then itself. @throws Refusal `not-found` */
export async function withParty<T>(
  deps: Deps,
  id: number,
  at: Date,
  act: (tx: Db, scene: Scene, party: PartyRow) => Promise<T>,
): Promise<T> {
  const known = await partyById(deps.db, id)
  if (!known) throw new Refusal('not-found')
  return (await underLock(deps, known.sittingId, at, async (tx, scene) => {
    const party = (await lockParty(tx, id))!
    // Moved to another sitting in this moment, whose lock this is not.
    if (party.sittingId !== scene.sitting.id) throw new Refusal('changed-meanwhile')
    return act(tx, scene, party)
  }))!
}

/**
 * Changes a party that stands: who comes, how, with which needs. It keeps its place. One with seats gets more of a
 * limit only where there is room; else nothing is changed. Seats that become free are offered at once.
 * @throws Refusal `not-allowed-now`, `sitting-begun`, `no-room` with what is lacking, of what the wish names
 */
export async function changeParty(
  deps: Deps,
  who: Resident | Officer,
  id: number,
  change: RegistrationChange,
): Promise<RegistrationReply> {
  const at = deps.now()
  return withParty(deps, id, at, async (tx, scene, party) => {
    mustOwn(who, party)
    if (!stands(party)) throw new Refusal('not-allowed-now')
    mustNotHaveBegun(scene.sitting.startsAt, at)
    const { hall, sitting, limits } = scene
    const [fault] = faultsIn(change, hall, limits, await knownDongs(tx))
    if (fault) throw fault
    const people = await membersOf(tx, id)
    const after = groupOf({ ...change, reserved: party.reserved }, change.members)
    if (party.state === 'offered' || party.state === 'confirmed') {
      const before = groupOf(party, people)
      const others = without(await heldIn(tx, [sitting.id]), before)
      const lacking = lackingForChange(before, after, limits, others)
      if (lacking.length > 0) throw await noRoom(tx, scene, lacking)
    }
    await changePeople(deps, tx, people, id, change.members)
    const saved = {
      mode: change.mode,
      movedOnline: party.movedOnline && change.mode === 'online',
      kind: change.kind,
      dong: change.dong,
      answers: answersTo(hall.formQuestions, change.answers),
      note: change.note,
    }
    await saveParty(tx, id, saved, at)
    if (who.kind === 'officer') {
      const about = { kind: 'registration', id }
      await record(deps, tx, who, 'registration.change', about, {
        from: people.length,
        to: change.members.length,
      })
    }
    await settleSeats(deps, tx, scene)
    return replyOf(tx, (await partyById(tx, id))!, at)
  })
}

/** Groups without one party of them. */
const without = (held: readonly Group[], { people, wheelchairs, ...alike }: Group): Group[] => [
  ...held,
  { ...alike, people: -people, wheelchairs: -wheelchairs },
]

async function changePeople(
  deps: Deps,
  tx: Db,
  people: { id: number; position: number }[],
  partyId: number,
  wished: RegistrationChange['members'],
) {
  const known = new Set(people.map(({ id }) => id))
  const kept = wished.flatMap(({ id }) => (id === undefined ? [] : [id]))
  if (new Set(kept).size < kept.length || kept.some((id) => !known.has(id)))
    throw new Refusal('member-unknown', { field: 'members' })
  const gone = people.filter(({ id }) => !kept.includes(id)).map(({ id }) => id)
  if (await haveComeIn(tx, gone)) throw new Refusal('not-allowed-now')
  await removeMembers(tx, gone)
  for (const { id, name, needs } of wished)
    if (id !== undefined)
      await saveMember(tx, id, { sealedName: deps.secrets.seal(name), needs: [...new Set(needs)] })
  const last = Math.max(0, ...people.map(({ position }) => position))
  const added = wished.filter(({ id }) => id === undefined)
  if (added.length > 0) await addPeople(deps, tx, partyId, added, last + 1)
}

function mustOwn(who: Resident | Officer, party: PartyRow) {
  if (who.kind === 'resident' && party.personId !== who.personId) throw new Refusal('not-yours')
}

/**
 * Ends a registration; its seats are offered to the next in the same transaction. Cancelling twice is harmless.
 * @param reason of the office, told to the party; a resident gives none
 * @throws Refusal `sitting-begun`, `reason-required`
 */
export async function cancelParty(
  deps: Deps,
  who: Resident | Officer,
  id: number,
  reason: string | null = null,
): Promise<RegistrationReply> {
  const at = deps.now()
  if (who.kind === 'officer' && !reason?.trim()) throw new Refusal('reason-required', { field: 'reason' })
  return withParty(deps, id, at, async (tx, scene, party) => {
    mustOwn(who, party)
    if (stands(party)) {
      mustNotHaveBegun(scene.sitting.startsAt, at)
      await leave(tx, party, 'cancelled', at)
      const about = aboutOf(deps, scene.hall, scene.sitting)
      await tellParty(deps, tx, party, 'cancelled', (lang) => cancelledMail(lang, about, reason))
      if (who.kind === 'officer')
        await record(deps, tx, who, 'registration.cancel', { kind: 'registration', id }, { reason })
    }
    await settleSeats(deps, tx, scene)
    return replyOf(tx, (await partyById(tx, id))!, at)
  })
}

export const leave = (tx: Db, party: PartyRow, state: 'cancelled' | 'declined', at: Date) =>
  saveParty(tx, party.id, { state, offerExpiresAt: null, leftAt: at }, at)
