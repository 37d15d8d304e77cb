import { randomUUID } from 'node:crypto'
import { addDays, dayOf, endOfDay } from '../../shared/kst.ts'
import { maskName } from '../../shared/masking.ts'
import { savePetition, takeNumber } from '../petitions/petitions.queries.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { dueAfter, type Holidays, reviewDue, windowCloses } from '../settings/clock.rules.ts'
import type { termsAt } from '../settings/settings.queries.ts'
import { type DemoPetition, lastStep } from './content.ts'
import {
  addEndorsements,
  addEstablishment,
  addMoves,
  addPetition,
  type NewMove,
  setCounts,
} from './demo.queries.ts'
import { plausibleInstants } from './history.rules.ts'
import type { DemoResident } from './residents.ts'
import { tellAnswers } from './story.answers.ts'

/** What every story of the demonstration draws on. `at` is now. */
export type Stage = {
  at: Date
  departments: Map<string, number>
  dongs: Map<string, string>
  officers: Map<string, number>
  residents: DemoResident[]
  terms: Awaited<ReturnType<typeof termsAt>>
  holidays: Holidays
  random: () => number
}

const dayMs = 86_400_000
const reviewedAfterDays = 4

/** Writes one petition with its past, as if it had gone its way through the product. @returns its id */
export async function tellStory(
  deps: Deps,
  tx: Db,
  stage: Stage,
  petition: DemoPetition,
  numbered: Map<string, number>,
): Promise<number> {
  const { at, terms, holidays, random } = stage
  const opens = petition.state === 'open' || petition.state === 'closed'
  // Somewhere in the working day, a little before now at the youngest.
  const anchor = new Date(at.getTime() - petition.age * dayMs - (1 + random() * 5) * 3_600_000)
  const receivedAt = opens ? new Date(anchor.getTime() - reviewedAfterDays * dayMs) : anchor
  const officerId = stage.officers.get('talk@demo.sotong.kr')!
  const review = reviewDue(receivedAt, terms.reviewDays, holidays)
  const decidedAt = new Date(Math.min(at.getTime() - 60_000, receivedAt.getTime() + 2.3 * dayMs))
  const route = petition.route ?? 'online'
  const id = await addPetition(tx, {
    draftId: randomUUID(),
    number: await takeNumber(tx, Number(dayOf(receivedAt).slice(0, 4))),
    authorId: route === 'online' ? stage.residents.at(-1 - numbered.size)!.id : null,
    filedBy: route === 'online' ? null : officerId,
    authorShown: maskName(petition.name),
    route,
    lang: 'ko',
    title: petition.title,
    problem: petition.problem,
    proposal: petition.proposal,
    effect: petition.effect,
    categoryCode: petition.category,
    dongCodes: petition.dongs.map((name) => stage.dongs.get(name)!),
    departmentId: petition.state === 'received' ? null : stage.departments.get(petition.department)!,
    state: opens ? 'received' : petition.state,
    createdAt: receivedAt,
    updatedAt: receivedAt,
    receivedAt,
    reviewDueAt: petition.state === 'supplement_requested' ? null : review.at,
    supplementDueAt:
      petition.state === 'supplement_requested'
        ? dueAfter(decidedAt, terms.supplementDays, holidays).at
        : null,
    decisionNote: petition.note ?? null,
    groundCode: petition.ground ?? null,
    transferredTo: petition.transferredTo ?? null,
    mergedInto: petition.mergedInto ? numbered.get(petition.mergedInto)! : null,
    endedAt:
      opens || !lastStep[petition.state] || petition.state === 'supplement_requested' ? null : decidedAt,
  })
  const moves: NewMove[] = [{ petitionId: id, at: receivedAt, move: 'submit' }]
  const step = lastStep[petition.state]
  if (step)
    moves.push({ petitionId: id, at: decidedAt, move: step, publicNote: petition.note ?? null, officerId })
  if (opens) moves.push(...(await open(tx, stage, petition, id, anchor, officerId)))
  await addMoves(tx, moves)
  await tellAnswers(deps, tx, stage, petition, id)
  return id
}

/** Opens, collects, establishes and closes, as far as its age goes. */
async function open(
  tx: Db,
  stage: Stage,
  petition: DemoPetition,
  id: number,
  openedAt: Date,
  officerId: number,
) {
  const { at, terms, holidays, random } = stage
  const closesAt = windowCloses(openedAt, terms.windowDays)
  const until = closesAt < at ? closesAt : at
  const crossing =
    petition.crossedAt === undefined
      ? undefined
      : new Date(Math.min(until.getTime() - 3_600_000, openedAt.getTime() + petition.crossedAt * dayMs))
  const instants = plausibleInstants({ from: openedAt, until, total: petition.total, crossing }, random)
  await addEndorsements(
    tx,
    id,
    endorsersOf(stage, petition).map((resident, index) => ({ resident, at: instants[index]! })),
  )
  await setCounts(tx, id, petition.total)
  const moves: NewMove[] = [{ petitionId: id, at: openedAt, move: 'publish', officerId }]
  const closed = petition.state === 'closed'
  const departmentDue = dueAfter(closesAt, terms.departmentDays, holidays)
  const mayorDue = crossing && dueAfter(crossing, terms.mayorDays, holidays)
  if (crossing) {
    await addEstablishment(tx, {
      petitionId: id,
      at: crossing,
      total: 1000,
      threshold: 1000,
      announcedAt: crossing,
    })
    moves.push({ petitionId: id, at: crossing, move: 'establish' })
  }
  if (closed) moves.push({ petitionId: id, at: closesAt, move: 'close' })
  if (petition.hidden) {
    const hiddenAt = new Date(openedAt.getTime() + 2 * dayMs)
    moves.push({ petitionId: id, at: hiddenAt, move: 'hide', publicNote: petition.hidden.reason, officerId })
  }
  await savePetition(
    tx,
    id,
    {
      state: petition.state,
      openedAt,
      closesAt,
      closedAt: closed ? closesAt : null,
      threshold: terms.threshold,
      mayorDays: terms.mayorDays,
      departmentDays: terms.departmentDays,
      interimDays: terms.interimDays,
      minLevelCounted: terms.minLevelCounted,
      ...(mayorDue
        ? { response: 'due' as const, responseKind: 'mayor' as const, responseDueAt: mayorDue.at }
        : closed && {
            response: 'due' as const,
            responseKind: 'department' as const,
            responseDueAt: departmentDue.at,
          }),
      ...(petition.hidden && {
        hiddenAt: new Date(openedAt.getTime() + 2 * dayMs),
        hiddenReason: petition.hidden.reason,
        removed: petition.hidden.removed,
      }),
    },
    at,
  )
  return moves
}

/** Neighbours first: half of those who endorse live in the dongs a petition is about. */
function endorsersOf({ residents, dongs, random }: Stage, petition: DemoPetition): DemoResident[] {
  const near = new Set(petition.dongs.map((name) => dongs.get(name)!))
  const ranked = residents
    .map((resident) => ({ resident, rank: random() - (near.has(resident.dong) ? 0.5 : 0) }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, petition.total)
  return ranked
    .map(({ resident }) => ({ resident, order: random() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ resident }) => resident)
}

/** The end of the day that is so many days after an instant. */
export const endOfDayAfter = (from: Date, days: number) => endOfDay(addDays(dayOf(from), days))
