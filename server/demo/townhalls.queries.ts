import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { AccessNeed, AttendanceMode, ParticipantKind, PartyState } from '../../shared/town-halls.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { visits } from '../townhalls/door/door.tables.ts'
import { questions, questionVotes } from '../townhalls/questions/questions.tables.ts'
import { members, parties } from '../townhalls/seats/registrations.tables.ts'
import type { DemoHall } from './townhalls.content.ts'

export type DemoParty = {
  partyId: string
  personId: number
  place: number
  state: PartyState
  mode: AttendanceMode
  kind: ParticipantKind
  dong: string
  answers: Record<string, string>
  people: { name: string; needs: AccessNeed[]; code: string }[]
  createdAt: Date
  offerExpiresAt: Date | null
  leftAt: Date | null
}

/** New parties in their order. @returns their ids */
export async function addParties(
  tx: Db,
  townHallId: number,
  sittingId: number,
  all: DemoParty[],
): Promise<number[]> {
  if (all.length === 0) return []
  const rows = await tx
    .insert(parties)
    .values(
      all.map(({ people: _people, ...party }) => ({
        ...party,
        townHallId,
        sittingId,
        note: '',
        lang: 'ko' as const,
        updatedAt: party.leftAt ?? party.createdAt,
        confirmedAt: party.state === 'confirmed' ? party.createdAt : null,
      })),
    )
    .returning({ id: parties.id })
  return rows.map(({ id }) => id)
}

export async function setLastPlace(tx: Db, sittingId: number, place: number) {
  await tx.execute(sql`update sittings set last_place = ${place} where id = ${sittingId}`)
}

/** The people of parties, in order. `partyAt` is the party's index. */
export async function addMembersOf(
  { secrets }: Pick<Deps, 'secrets'>,
  tx: Db,
  all: { id: number; people: DemoParty['people'] }[],
): Promise<{ id: number; partyAt: number }[]> {
  const people = all.flatMap(({ id, people: of }, partyAt) =>
    of.map(({ name, ...member }, index) => ({
      row: { ...member, partyId: id, position: index + 1, sealedName: secrets.seal(name) },
      partyAt,
    })),
  )
  if (people.length === 0) return []
  const rows = await tx
    .insert(members)
    .values(people.map(({ row }) => row))
    .returning({ id: members.id })
  return rows.map(({ id }, at) => ({ id, partyAt: people[at]!.partyAt }))
}

/** Everyone came in around the beginning, and most stayed to the end. */
export async function addVisits(
  tx: Db,
  sittingId: number,
  ids: number[],
  from: Date,
  until: Date,
  random: () => number,
) {
  if (ids.length === 0) return
  const minutes = (at: Date, count: number) => new Date(at.getTime() + count * 60_000)
  await tx.insert(visits).values(
    ids.map((memberId) => ({
      sittingId,
      memberId,
      enteredAt: minutes(from, random() * 35 - 25),
      leftAt: minutes(until, random() < 0.8 ? random() * 8 : -random() * 60),
    })),
  )
}

export async function addQuestions(
  tx: Db,
  townHallId: number,
  asked: DemoHall['questions'],
  crowd: { id: number }[],
  at: Date,
) {
  for (const [index, { text, votes, state }] of asked.entries()) {
    const when = new Date(at.getTime() + index * 37 * 60_000)
    const [row] = await tx
      .insert(questions)
      .values({
        commandId: randomUUID(),
        townHallId,
        personId: crowd[index]!.id,
        text,
        lang: 'ko',
        state,
        beforehand: true,
        at: when,
        updatedAt: when,
      })
      .returning({ id: questions.id })
    const voters = crowd.slice(index * 3 + 1, index * 3 + 1 + votes)
    await tx
      .insert(questionVotes)
      .values(voters.map(({ id }) => ({ questionId: row!.id, personId: id, at: when })))
  }
}
