import type {
  DrawProps,
  MyTownHall,
  PublicSitting,
  PublicTownHall,
  TownHallProps,
  TownHallsProps,
  TownHallSummary,
} from '../../shared/town-hall-pages.ts'
import { dayOf } from '../../shared/kst.ts'
import { Refusal } from '../../shared/refusal.ts'
import type { Lang } from '../../shared/wire.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { allDongs } from '../settings/settings.queries.ts'
import { publicQuestions } from './questions/beforehand.queries.ts'
import { mayAsk } from './questions/beforehand.rules.ts'
import {
  comeBySitting,
  countPastHalls,
  gatheringBetween,
  type PastPlace,
  pastHalls,
  publicHall,
  questionsByHall,
  registrationsOf,
  sittingsOfHalls,
  upcomingHalls,
  waitingBySitting,
} from './public.queries.ts'
import { stageOf, upcomingOrder } from './public.rules.ts'
import { publishedDraw } from './seats/draw.actions.ts'
import { publicSeats } from './seats/seats.ts'
import { type SittingRow, type TownHallRow, zonesOn } from './townhalls.queries.ts'
import { modesOf } from './townhalls.rules.ts'

const onePage = 20
const mostUpcoming = 100
const iso = (at: Date | null) => at?.toISOString() ?? null

export const titleOf = (hall: Pick<TownHallRow, 'titleKo' | 'titleEn'>, lang: Lang) =>
  lang === 'ko' ? hall.titleKo : hall.titleEn || hall.titleKo

/** Town halls as the public sees them, in the order given. */
export async function summariesOf(deps: Deps, halls: TownHallRow[], lang: Lang): Promise<TownHallSummary[]> {
  const { db } = deps
  const now = deps.now()
  const ids = halls.map(({ id }) => id)
  const sittings = await sittingsOfHalls(db, ids)
  const sittingIds = sittings.map(({ id }) => id)
  const [waiting, come, asked, gathering] = await Promise.all([
    waitingBySitting(db, sittingIds),
    comeBySitting(db, sittingIds),
    questionsByHall(db, ids),
    gatheringOf(db, sittings),
  ])
  const comes = new Map(come.map(({ sittingId, came }) => [sittingId, came]))
  const waits = new Map(waiting.map((row) => [row.sittingId, row]))
  const questions = new Map(asked.map((row) => [row.hallId, row]))
  const summaries: TownHallSummary[] = []
  for (const hall of halls) {
    const over = !['announced', 'live'].includes(hall.state)
    const rooms = over ? [] : (await publicSeats(deps, hall.id)).sittings
    const sittingOf = (row: SittingRow): PublicSitting => ({
      id: row.id,
      name: row.name,
      startsAt: row.startsAt.toISOString(),
      endsAt: row.endsAt.toISOString(),
      place: row.place,
      address: row.address,
      online: modesOf(hall.form).includes('online'),
      rooms: rooms.find(({ id }) => id === row.id)?.rooms ?? [],
      waiting: waits.get(row.id)?.waiting ?? 0,
      applied: waits.get(row.id)?.applied ?? 0,
      came: hall.state === 'ended' || hall.state === 'archived' ? (comes.get(row.id) ?? 0) : null,
      gathering: over ? null : gathering(row),
    })
    summaries.push({
      id: hall.id,
      stage: stageOf(hall, now),
      form: hall.form,
      title: titleOf(hall, lang),
      summary: lang === 'ko' ? hall.summaryKo : hall.summaryEn || hall.summaryKo,
      host: hall.host,
      registrationOpensAt: hall.registrationOpensAt.toISOString(),
      registrationClosesAt: hall.registrationClosesAt.toISOString(),
      admission: hall.admission,
      cancelReason: hall.cancelReason,
      sittings: sittings.filter(({ townHallId }) => townHallId === hall.id).map(sittingOf),
      questions: {
        total: questions.get(hall.id)?.total ?? 0,
        answered: questions.get(hall.id)?.answered ?? 0,
      },
    })
  }
  return summaries
}

/** The strictest gathering limit of a sitting's day. */
async function gatheringOf(db: Db, sittings: SittingRow[]) {
  const days = sittings.map(({ startsAt }) => dayOf(startsAt)).toSorted()
  const limits = days.length === 0 ? [] : await gatheringBetween(db, days[0]!, days.at(-1)!)
  return ({ startsAt }: SittingRow) => {
    const day = dayOf(startsAt)
    const limit = limits.find(({ fromDay, untilDay }) => fromDay <= day && day <= untilDay)
    return limit ? { seats: limit.seats, reason: limit.reason } : null
  }
}

/** Those to come: on now, then open for registration, then the others, each by date. */
export async function upcomingOf(deps: Deps, lang: Lang): Promise<TownHallSummary[]> {
  const halls = (await upcomingHalls(deps.db, deps.now(), mostUpcoming)).map(({ hall }) => hall)
  return (await summariesOf(deps, halls, lang)).toSorted(upcomingOrder)
}

/** A page of those that were. `next` is where the next page begins. */
export async function pastOf(deps: Deps, lang: Lang, after: string | undefined) {
  const place = readPlace(after)
  const rows = await pastHalls(deps.db, deps.now(), place, onePage + 1)
  const shown = rows.slice(0, onePage)
  const last = shown.at(-1)
  const next = rows.length > onePage && last ? `${last.firstStart.getTime()}-${last.hall.id}` : null
  const items = await summariesOf(
    deps,
    shown.map(({ hall }) => hall),
    lang,
  )
  return { items, next, total: await countPastHalls(deps.db, deps.now()) }
}

function readPlace(after: string | undefined): PastPlace | null {
  if (after === undefined) return null
  const [startMs = NaN, id = NaN] = after.split('-').map(Number)
  return { startMs, id }
}

export async function townHallsProps(deps: Deps, lang: Lang, after?: string): Promise<TownHallsProps> {
  const past = await pastOf(deps, lang, after)
  return {
    upcoming: after === undefined ? await upcomingOf(deps, lang) : [],
    past: past.items,
    next: past.next,
    further: after !== undefined,
    now: deps.now().toISOString(),
  }
}

/** A town hall with all that everyone may read of it. @throws Refusal `not-found` for a draft, too */
export async function publicTownHall(deps: Deps, id: number, lang: Lang): Promise<PublicTownHall> {
  const hall = await publicHall(deps.db, id)
  const [summary] = hall ? await summariesOf(deps, [hall], lang) : []
  const first = summary?.sittings[0]
  if (!hall || !summary || !first) throw new Refusal('not-found')
  const zones = await zonesOn(deps.db, dayOf(new Date(first.startsAt)))
  return {
    ...summary,
    agenda: hall.agenda,
    formQuestions: hall.formQuestions,
    modes: modesOf(hall.form),
    quotasOpenAt: iso(hall.quotasOpenAt),
    offerHours: hall.offerHours,
    seedHash: hall.seedHash?.toString('hex') ?? null,
    drawnAt: iso(hall.drawnAt),
    zones: zones.map(({ code, nameKo, nameEn, dongCodes }) => ({ code, nameKo, nameEn, dongCodes })),
    announcedAt: iso(hall.announcedAt),
    endedAt: iso(hall.endedAt),
  }
}

export async function townHallProps(deps: Deps, id: number, lang: Lang): Promise<TownHallProps> {
  const hall = await publicTownHall(deps, id, lang)
  const [dongs, questions] = await Promise.all([allDongs(deps.db), publicQuestions(deps.db, id, 5)])
  return { hall, dongs, questions, asking: mayAsk(hall.stage), now: deps.now().toISOString() }
}

/** What a page below a town hall says of it. @throws Refusal `not-found` */
export async function hallLine(deps: Deps, id: number, lang: Lang) {
  const hall = await publicHall(deps.db, id)
  const [first] = hall ? await sittingsOfHalls(deps.db, [id]) : []
  if (!hall || !first) throw new Refusal('not-found')
  const line = { id, title: titleOf(hall, lang), stage: stageOf(hall, deps.now()) }
  return { ...line, startsAt: first.startsAt.toISOString() }
}

/** The draw with all that is needed to compute it again. @throws Refusal `not-found` where none is held */
export async function drawProps(deps: Deps, id: number, lang: Lang): Promise<DrawProps> {
  const hall = await publicHall(deps.db, id)
  if (hall?.admission !== 'draw') throw new Refusal('not-found')
  const [draw, sittings] = await Promise.all([publishedDraw(deps, id), sittingsOfHalls(deps.db, [id])])
  const now = deps.now()
  return {
    hall: { id, title: titleOf(hall, lang), stage: stageOf(hall, now) },
    registrationClosesAt: hall.registrationClosesAt.toISOString(),
    seedHash: draw.seedHash,
    seed: draw.seed,
    drawnAt: draw.drawnAt,
    sittings: sittings.map(({ id: sittingId, name, startsAt }) => ({
      id: sittingId,
      name,
      startsAt: startsAt.toISOString(),
      parties: draw.sittings.find((one) => one.id === sittingId)?.parties ?? [],
    })),
    now: now.toISOString(),
  }
}

/** Someone's registrations, for their own page. */
export async function townHallsOf(deps: Pick<Deps, 'db' | 'now'>, personId: number, lang: Lang) {
  const rows = await registrationsOf(deps.db, personId)
  return rows.map(({ hall, sitting, party, people }): MyTownHall => ({
    hallId: hall.id,
    title: titleOf(hall, lang),
    stage: stageOf(hall, deps.now()),
    state: party.state,
    people,
    startsAt: sitting.startsAt.toISOString(),
    place: sitting.place,
    offerExpiresAt: iso(party.offerExpiresAt),
  }))
}
