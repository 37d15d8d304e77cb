import { createHash } from 'node:crypto'
import { addDays, dayOf, weekday } from '../../shared/kst.ts'
import type { Participants } from '../../shared/listening-states.ts'
import { addOpinions, addEvent, addPhoto, type OpinionRow } from '../listening/listening.queries.ts'
import { oweAnswer } from '../listening/opinions/owing.actions.ts'
import type { Db } from '../platform/db/database.ts'
import type { Deps } from '../platform/deps.ts'
import { seeded } from './history.rules.ts'
import { type DemoKind, demoKinds, demoPlanned, demoSent, keptNotes } from './listening.content.ts'
import { demoOpinions } from './listening.opinions.ts'
import { keepPromise } from './listening.queries.ts'
import { addScene } from './scenes.ts'
import type { Stage } from './story.ts'

const seoul = (day: string, time: string) => new Date(`${day}T${time}:00+09:00`)
/** An id that is the same in every demonstration. */
const idOf = (name: string) => {
  const hex = createHash('sha256').update(`demo ${name}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
/** The report of September 2021 counts 57 of them in nine months. */
const spanDays = 270
const photosEvery = 6

/** Writes a year's listening events with what was heard, some announced, and what residents sent online. */
export async function tellListening(deps: Deps, tx: Db, stage: Stage) {
  const random = seeded(2_026_057)
  const loggedBy = [...stage.officers.values()][0]!
  const kinds = demoKinds.flatMap((kind) => Array.from({ length: kind.times }, () => kind))
  // Kinds and dongs in a mixed order, oldest first, so that every month has some of each.
  const order = kinds.map((kind) => ({ kind, by: random() })).toSorted((a, b) => a.by - b.by)
  const dongs = [...stage.dongs]
  const heard: OpinionRow[] = []
  for (const [at, { kind }] of order.entries()) {
    const age = Math.round(spanDays * (1 - (at + 1) / (order.length + 1)) + random() * 3)
    const rows = await tellEvent(deps, tx, stage, {
      at,
      kind,
      age,
      random,
      loggedBy,
      dong: dongs[(at * 7) % dongs.length]!,
    })
    heard.push(...rows)
  }
  for (const [at, row] of heard.filter(({ handling }) => handling === 'to-answer').entries())
    await tellPromise(deps, tx, stage, row, at, loggedBy)
  await tellPlanned(tx, stage, loggedBy)
  await tellSent(deps, tx, stage)
}

/** Most promises that are due were kept, some days before; every twelfth is late, and stays visible. */
async function tellPromise(deps: Deps, tx: Db, stage: Stage, row: OpinionRow, at: number, officerId: number) {
  const { id, dueAt } = await oweAnswer(deps, tx, row, { kind: 'officer', officerId })
  if (dueAt > stage.at || at % 12 === 5) return
  const keptAt = new Date(dueAt.getTime() - ((at % 5) + 1) * 86_400_000)
  await keepPromise(tx, id, keptAt, keptNotes[at % keptNotes.length]!, officerId)
}

type Telling = {
  at: number
  kind: DemoKind
  age: number
  random: () => number
  loggedBy: number
  dong: [name: string, code: string]
}

async function tellEvent(deps: Deps, tx: Db, stage: Stage, telling: Telling): Promise<OpinionRow[]> {
  const {
    at,
    kind,
    age,
    random,
    loggedBy,
    dong: [name, code],
  } = telling
  let day = addDays(dayOf(stage.at), -Math.max(1, age))
  while (weekday(day) === 0) day = addDays(day, -1)
  const startsAt = seoul(day, ['10:00', '14:00', '15:30', '19:00'][at % 4]!)
  const endsAt = new Date(startsAt.getTime() + 90 * 60_000)
  const around = (count: number) => Math.max(1, Math.round(count * (0.6 + random() * 0.8)))
  const participants: Participants = Object.fromEntries(
    Object.entries(kind.people).map(([group, count]) => [group, around(count)]),
  )
  const event = await addEvent(tx, {
    logId: idOf(`event ${at}`),
    state: 'held',
    title: kind.title(name),
    seriesCode: kind.series,
    startsAt,
    endsAt,
    place: kind.place(name),
    dong: code,
    host: '소통공감팀',
    participants,
    partner: kind.partner,
    notes: kind.notes,
    takesOpinions: age < 30,
    loggedBy,
    createdAt: endsAt,
    updatedAt: endsAt,
    closedAt: endsAt,
  })
  if (at % photosEvery === 0) await tellPhoto(deps, tx, event!.id, at, loggedBy, endsAt)
  const pool = demoOpinions.filter(({ about }) => kind.about.includes(about))
  const count = 2 + Math.floor(random() * 3)
  const first = Math.floor(random() * pool.length)
  return addOpinions(
    tx,
    Array.from({ length: Math.min(count, pool.length) }, (_, line) => {
      const {
        text,
        by,
        handling,
        category,
        department,
        outcome = '',
        policy,
      } = pool[(first + line) % pool.length]!
      const heardAt = new Date(startsAt.getTime() + (line + 1) * 11 * 60_000)
      // What became policy took its time.
      const became = policy !== undefined && age > 60 ? new Date(startsAt.getTime() + 45 * 86_400_000) : null
      return {
        lineId: idOf(`opinion ${at} ${line}`),
        eventId: event!.id,
        state: 'published' as const,
        text,
        handling,
        categoryCode: category,
        raisedBy: `${name} ${by}`,
        dong: code,
        departmentId: stage.departments.get(department) ?? null,
        outcome,
        at: heardAt,
        receivedAt: heardAt,
        updatedAt: heardAt,
        becamePolicyAt: became,
        policyNote: became ? policy! : null,
        loggedBy,
      }
    }),
  )
}

async function tellPhoto(deps: Deps, tx: Db, eventId: number, at: number, officerId: number, addedAt: Date) {
  const fileId = await addScene(deps, tx, {
    name: `drawn-${at}.jpg`,
    seed: 7_000 + at,
    officerId,
    at: addedAt,
  })
  await addPhoto(tx, {
    eventId,
    uploadId: idOf(`photo ${at}`),
    fileId,
    alt: '집들 앞 골목에 주민들이 나란히 서서 이야기하는 그림',
    consent: true,
    addedBy: officerId,
    addedAt,
  })
}

async function tellPlanned(tx: Db, stage: Stage, loggedBy: number) {
  for (const { series, dong, title, place, in: ahead, from, until, cancelled } of demoPlanned) {
    const day = addDays(dayOf(stage.at), ahead)
    await addEvent(tx, {
      logId: idOf(`planned ${title}`),
      state: cancelled ? 'cancelled' : 'planned',
      cancelReason: cancelled ?? null,
      title,
      seriesCode: series,
      startsAt: seoul(day, from),
      endsAt: seoul(day, until),
      place,
      dong,
      host: '소통공감팀',
      participants: {},
      partner: '',
      notes: '',
      takesOpinions: true,
      loggedBy,
      createdAt: stage.at,
      updatedAt: stage.at,
    })
  }
}

async function tellSent(deps: Deps, tx: Db, stage: Stage) {
  await addOpinions(
    tx,
    demoSent.map(({ text, by, state, days }, line) => {
      const at = new Date(stage.at.getTime() - days * 86_400_000 - 3_600_000)
      return {
        lineId: idOf(`sent ${line}`),
        eventId: null,
        state,
        text,
        handling: 'heard' as const,
        raisedBy: by,
        sealedContact: state === 'received' ? deps.secrets.seal('010-0000-0000') : null,
        at,
        receivedAt: at,
        updatedAt: at,
      }
    }),
  )
}
