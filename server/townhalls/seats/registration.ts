import type { Limit, RegistrationReply } from '../../../shared/town-halls.ts'
import type { Resident } from '../../accounts/permissions.rules.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { groupOf } from './registering.rules.ts'
import { heldIn, membersOf, partyOf, type PartyRow, positionOf } from './registrations.queries.ts'
import { lackingFor } from './seats.rules.ts'
import { sittingById, townHallById } from '../townhalls.queries.ts'
import { limitsOf } from './waiting.actions.ts'

/** What became of a party, as it stands now. */
export async function replyOf(db: Db, party: PartyRow, at: Date): Promise<RegistrationReply> {
  const people = await membersOf(db, party.id)
  if (party.state !== 'waiting') return replyFrom(party, people.length, null, [])
  const position = await positionOf(db, party.sittingId, party.place)
  return replyFrom(party, people.length, position, await lackingOf(db, party, people, at))
}

/** The same from what is known already. */
export const replyFrom = (
  party: PartyRow,
  people: number,
  position: number | null,
  lacking: Limit[],
): RegistrationReply => ({
  id: party.id,
  partyId: party.partyId,
  sittingId: party.sittingId,
  state: party.state,
  mode: party.mode,
  movedOnline: party.movedOnline,
  people,
  position,
  offerExpiresAt: party.offerExpiresAt?.toISOString() ?? null,
  lacking,
})

async function lackingOf(db: Db, party: PartyRow, people: { needs: string[] }[], at: Date): Promise<Limit[]> {
  const hall = (await townHallById(db, party.townHallId))!
  const sitting = (await sittingById(db, party.sittingId))!
  const limits = await limitsOf(db, hall, sitting, at)
  return lackingFor(groupOf(party, people), limits, await heldIn(db, [sitting.id]))
}

/**
 * Someone's own registration, with the people of it and their codes; null where there never was one.
 * Names are opened for their owner only.
 */
export async function ownRegistration(deps: Deps, who: Resident, townHallId: number) {
  const party = await partyOf(deps.db, townHallId, who.personId)
  if (!party) return null
  const people = await membersOf(deps.db, party.id)
  return {
    reply: await replyOf(deps.db, party, deps.now()),
    party,
    members: people.map(({ id, position, sealedName, needs, code }) => ({
      id,
      position,
      name: sealedName ? deps.secrets.unseal(sealedName) : '',
      needs,
      code,
    })),
  }
}
