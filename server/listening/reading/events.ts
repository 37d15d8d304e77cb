import type {
  ListeningEvent,
  ListeningEventWhole,
  ListeningList,
  ListeningQuery,
  PublicOpinion,
} from '../../../shared/listening.ts'
import { peopleOf } from '../../../shared/listening-states.ts'
import { endOfDay, startOfDay } from '../../../shared/kst.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Db } from '../../platform/db/database.ts'
import { photosOf } from '../listening.queries.ts'
import {
  countEvents,
  eventWithSeries,
  type Figures,
  figuresOf,
  type Listed,
  listedEvents,
  type ListedEvent,
  type Place,
} from './events.queries.ts'
import { heardAtEvent, type WholeOpinion } from './opinions.queries.ts'

const none: Figures = { total: 0, onTheSpot: 0, toAnswer: 0, answered: 0, policy: 0 }

/** Events as everyone may read them, in the order given. */
export async function summariesOf(db: Db, rows: ListedEvent[]): Promise<ListeningEvent[]> {
  const figures = await figuresOf(
    db,
    rows.map(({ event }) => event.id),
  )
  return rows.map(({ event, series }) => ({
    id: event.id,
    state: event.state,
    title: event.title,
    series: { code: series.code, nameKo: series.nameKo, nameEn: series.nameEn },
    startsAt: event.startsAt.toISOString(),
    endsAt: event.endsAt.toISOString(),
    place: event.place,
    dong: event.dong,
    host: event.host,
    partner: event.partner,
    participants: event.participants,
    people: peopleOf(event.participants),
    takesOpinions: event.takesOpinions && event.state !== 'cancelled',
    cancelReason: event.cancelReason,
    opinions: figures.get(event.id) ?? none,
  }))
}

const iso = (at: Date | null) => at?.toISOString() ?? null

export const publicOpinion = ({ opinion, category, department, followUp }: WholeOpinion): PublicOpinion => ({
  id: opinion.id,
  text: opinion.text,
  handling: opinion.handling,
  category: category && { code: category.code, nameKo: category.nameKo, nameEn: category.nameEn },
  raisedBy: opinion.raisedBy,
  dong: opinion.dong,
  department: department && { nameKo: department.nameKo, nameEn: department.nameEn },
  at: opinion.at.toISOString(),
  outcome: opinion.outcome,
  becamePolicyAt: iso(opinion.becamePolicyAt),
  policyNote: opinion.policyNote,
  followUp: followUp && {
    number: followUp.number,
    state: followUp.state,
    dueAt: followUp.dueAt.toISOString(),
    settledAt: iso(followUp.settledAt),
  },
})

/** An event with its photos (those with consent) and what came of each opinion. @throws Refusal `not-found` */
export async function wholeEvent(db: Db, id: number): Promise<ListeningEventWhole> {
  const row = await eventWithSeries(db, id)
  if (!row) throw new Refusal('not-found')
  const [[summary], photos, heard] = await Promise.all([
    summariesOf(db, [row]),
    photosOf(db, id),
    heardAtEvent(db, id, true),
  ])
  return {
    ...summary!,
    notes: row.event.notes,
    photos: photos.filter(({ consent }) => consent).map(({ fileId, alt }) => ({ file: fileId, alt })),
    heard: heard.map(publicOpinion),
  }
}

/** Days in Seoul, both inclusive, as instants. */
export const listedOf = ({ from, until, dong, series }: Omit<ListeningQuery, 'after' | 'limit'>): Listed => ({
  from: from === undefined ? undefined : startOfDay(from),
  until: until === undefined ? undefined : endOfDay(until),
  dong,
  series,
})

/** One page of the events. @throws Refusal `cursor-unknown` */
export async function listEvents(db: Db, { after, limit, ...query }: ListeningQuery): Promise<ListeningList> {
  const listed = listedOf(query)
  const rows = await listedEvents(db, listed, after === undefined ? null : readPlace(after), limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)?.event
  return {
    items: await summariesOf(db, shown),
    next: rows.length > limit && last ? `${last.startsAt.getTime()}-${last.id}` : null,
    total: await countEvents(db, listed),
  }
}

export function readPlace(after: string): Place {
  const [, startMs, id] = /^(-?\d{1,14})-(\d{1,15})$/.exec(after) ?? []
  if (startMs === undefined || id === undefined) throw new Refusal('cursor-unknown', { field: 'after' })
  return { startMs: Number(startMs), id: Number(id) }
}
