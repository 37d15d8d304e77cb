import { randomUUID } from 'node:crypto'
import type { RegistrationChange, RegistrationReply } from '../../../shared/town-halls.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer, Resident } from '../../accounts/permissions.rules.ts'
import { record } from '../../audit/audit.actions.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { partyChangedMail } from './changed.mails.ts'
import { enclosed } from './enclosed.ts'
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

/** What is changed of a party; what is left out stays as it is. */
export type PartyChange = Pick<RegistrationChange, 'members'> & Partial<RegistrationChange>

/**
 * Changes a party that stands: who comes, how, with which needs. It keeps its place. One with seats gets more of a
 * limit only where there is room; else nothing is changed. Seats that become free are offered at once. The party is
 * told where its tickets are others now, and of everything that an officer changed.
 * @param reason of an officer, for the record
 * @throws Refusal `not-allowed-now`, `sitting-begun`, `no-room` with what is lacking, of what the wish names
 */
export async function changeParty(
  deps: Deps,
  who: Resident | Officer,
  id: number,
  change: PartyChange,
  reason?: string,
): Promise<RegistrationReply> {
  const at = deps.now()
  return withParty(deps, id, at, async (tx, scene, party) => {
    mustOwn(who, party)
    if (!stands(party)) throw new Refusal('not-allowed-now')
    mustNotHaveBegun(scene.sitting.startsAt, at)
    const { hall, sitting, limits } = scene
    const wish = { ...party, ...change }
    // Answers that were good when they were given stay so, whatever the form asks by now.
    const [fault] = change.answers === undefined ? [] : faultsIn(wish, hall, limits, await knownDongs(tx))
    if (fault) throw fault
    const people = await membersOf(tx, id)
    const before = groupOf(party, people)
    const after = groupOf(wish, change.members)
    if (party.state === 'offered' || party.state === 'confirmed') {
      const others = without(await heldIn(tx, [sitting.id]), before)
      const lacking = lackingForChange(before, after, limits, others)
      if (lacking.length > 0) throw await noRoom(tx, scene, lacking)
    }
    const others = await changePeople(deps, tx, people, id, change.members)
    const saved = {
      mode: wish.mode,
      movedOnline: party.movedOnline && wish.mode === 'online',
      kind: wish.kind,
      dong: wish.dong,
      answers: answersTo(hall.formQuestions, wish.answers),
      note: wish.note,
    }
    await saveParty(tx, id, saved, at)
    const byOffice = who.kind === 'officer'
    if (byOffice || (party.state === 'confirmed' && (others || saved.mode !== party.mode)))
      await tellChanged(deps, tx, scene, { ...party, ...saved }, byOffice)
    if (byOffice) {
      const about = { kind: 'registration', id }
      const detail = { from: people.length, to: change.members.length, ...(reason && { reason }) }
      await record(deps, tx, who, 'registration.change', about, detail)
    }
    await settleSeats(deps, tx, scene)
    return replyOf(tx, (await partyById(tx, id))!, at)
  })
}

const tellChanged = (deps: Deps, tx: Db, scene: Scene, party: PartyRow, byOffice: boolean) =>
  tellParty(deps, tx, party, `party-changed:${randomUUID()}`, (lang, told) => ({
    ...partyChangedMail(lang, aboutOf(deps, scene.hall, scene.sitting), told, {
      byOffice,
      seated: party.state === 'confirmed',
    }),
    ...(party.state === 'confirmed' && enclosed(deps, scene, lang, told)),
  }))

/** Groups without one party of them. */
const without = (held: readonly Group[], { people, wheelchairs, ...alike }: Group): Group[] => [
  ...held,
  { ...alike, people: -people, wheelchairs: -wheelchairs },
]

/** @returns whether someone is new or gone */
async function changePeople(
  deps: Deps,
  tx: Db,
  people: { id: number; position: number }[],
  partyId: number,
  wished: RegistrationChange['members'],
): Promise<boolean> {
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
  return gone.length > 0 || added.length > 0
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
