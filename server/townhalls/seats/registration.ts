import type { Limit, RegistrationReply } from '../../../shared/town-halls.ts'
import type { Db } from '../../platform/db/database.ts'
import { groupOf } from './registering.rules.ts'
import { heldIn, membersOf, type PartyRow, positionOf } from './registrations.queries.ts'
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
