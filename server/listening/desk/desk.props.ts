import { randomUUID } from 'node:crypto'
import { dayOf } from '../../../shared/kst.ts'
import type {
  Choices,
  DeskEvent,
  DeskListeningEventProps,
  DeskListeningProps,
  DeskOpinion,
  QuickLogProps,
  SeriesProps,
} from '../../../shared/listening-desk.ts'
import { Refusal } from '../../../shared/refusal.ts'
import type { Officer } from '../../accounts/permissions.rules.ts'
import { personalDataIn } from '../../petitions/filing/personal-data.rules.ts'
import type { Deps } from '../../platform/deps.ts'
import { seenOf } from '../../settings/settings.actions.ts'
import { allDongs, departmentsOn, liveCategories } from '../../settings/settings.queries.ts'
import { everySeries, liveSeries, photosOf } from '../listening.queries.ts'
import { readPlace, summariesOf } from '../reading/events.ts'
import { countToReview, heardAtEvent, type WholeOpinion } from '../reading/opinions.queries.ts'
import { countTabs, deskEvent, deskEvents, eventsOfSeries, plannedBetween } from './desk.queries.ts'
import type { EventTab } from '../../../shared/listening-states.ts'

const onePage = 30

/** What the desk's forms choose from, as of today. */
export async function choicesOf({ db, now }: Deps): Promise<Choices> {
  const [series, categories, departments, dongs] = await Promise.all([
    liveSeries(db),
    liveCategories(db),
    departmentsOn(db, dayOf(now())),
    allDongs(db),
  ])
  return {
    series: series.map(({ code, nameKo, nameEn }) => ({ code, nameKo, nameEn })),
    categories: categories.map(({ code, nameKo, nameEn }) => ({ code, nameKo, nameEn })),
    departments: departments.map(({ id, code, nameKo, nameEn, phone }) => ({
      id,
      code,
      nameKo,
      nameEn,
      phone,
    })),
    dongs,
  }
}

type Row = NonNullable<Awaited<ReturnType<typeof deskEvent>>>

async function deskEventsOf({ db }: Deps, rows: Row[]): Promise<DeskEvent[]> {
  const summaries = await summariesOf(db, rows)
  return summaries.map((summary, at) => ({
    ...summary,
    loggedBy: rows[at]!.loggedBy,
    closed: rows[at]!.event.closedAt !== null,
  }))
}

/** @throws Refusal `cursor-unknown` */
export async function listProps(
  deps: Deps,
  officer: Officer,
  tab: EventTab,
  after: string | undefined,
): Promise<DeskListeningProps> {
  const { db } = deps
  const rows = await deskEvents(
    db,
    tab,
    officer.officerId,
    after === undefined ? null : readPlace(after),
    onePage + 1,
  )
  const shown = rows.slice(0, onePage)
  const last = shown.at(-1)?.event
  return {
    tab,
    counts: await countTabs(db, officer.officerId),
    items: await deskEventsOf(deps, shown),
    next: rows.length > onePage && last ? `${last.startsAt.getTime()}-${last.id}` : null,
    further: after !== undefined,
    toReview: await countToReview(db),
    dongs: await allDongs(db),
  }
}

const dayMs = 86_400_000

export async function quickLogProps(deps: Deps): Promise<QuickLogProps> {
  const now = deps.now()
  const planned = await plannedBetween(
    deps.db,
    new Date(now.getTime() - 2 * dayMs),
    new Date(now.getTime() + 7 * dayMs),
  )
  return {
    ...(await choicesOf(deps)),
    planned: planned.map((event) => ({
      logId: event.logId,
      title: event.title,
      series: event.seriesCode,
      startsAt: event.startsAt.toISOString(),
      endsAt: event.endsAt.toISOString(),
      place: event.place,
      dong: event.dong,
      host: event.host,
      partner: event.partner,
    })),
    now: now.toISOString(),
  }
}

/** @throws Refusal `not-found` */
export async function eventProps(
  deps: Deps,
  id: number,
  shown: Partial<Pick<DeskListeningEventProps, 'wrong' | 'done' | 'lineId'>> = {},
): Promise<DeskListeningEventProps> {
  const row = await deskEvent(deps.db, id)
  if (!row) throw new Refusal('not-found')
  const [event] = await deskEventsOf(deps, [row])
  const [opinions, photos] = await Promise.all([heardAtEvent(deps.db, id, false), photosOf(deps.db, id)])
  return {
    event: {
      ...event!,
      notes: row.event.notes,
      seen: row.event.updatedAt.toISOString(),
      imported: row.event.importedFrom,
    },
    opinions: opinions.map(deskOpinion),
    photos: photos.map(({ id: photo, fileId, alt, consent }) => ({ id: photo, file: fileId, alt, consent })),
    choices: await choicesOf(deps),
    wrong: null,
    lineId: randomUUID(),
    done: null,
    ...shown,
  }
}

/** An opinion as the desk sees it: that there is a contact, never what it is. */
export const deskOpinion = ({ opinion, event, followUp }: WholeOpinion): DeskOpinion => ({
  id: opinion.id,
  event,
  state: opinion.state,
  text: opinion.text,
  handling: opinion.handling,
  category: opinion.categoryCode,
  raisedBy: opinion.raisedBy,
  dong: opinion.dong,
  department: opinion.departmentId,
  outcome: opinion.outcome,
  becamePolicy: opinion.becamePolicyAt !== null,
  policyNote: opinion.policyNote ?? '',
  online: opinion.loggedBy === null,
  contact: opinion.sealedContact !== null || opinion.personId !== null,
  at: opinion.at.toISOString(),
  seen: opinion.updatedAt.toISOString(),
  findings: opinion.loggedBy === null ? personalDataIn(opinion.text) : [],
  followUp: followUp && {
    number: followUp.number,
    state: followUp.state,
    dueAt: followUp.dueAt.toISOString(),
  },
})

export async function seriesProps({ db }: Deps, wrong: SeriesProps['wrong'] = null): Promise<SeriesProps> {
  const [rows, counts] = await Promise.all([everySeries(db), eventsOfSeries(db)])
  return {
    series: rows.map((row) => ({
      code: row.code,
      nameKo: row.nameKo,
      nameEn: row.nameEn,
      position: row.position,
      retired: row.retiredAt !== null,
      seen: seenOf(row),
      count: counts.get(row.code) ?? 0,
    })),
    wrong,
  }
}
