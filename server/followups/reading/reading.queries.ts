import { type SQL, sql } from 'drizzle-orm'
import type {
  FollowUpAct,
  FollowUpSource,
  FollowUpState,
  LedgerStage,
} from '../../../shared/follow-up-states.ts'
import type { Db } from '../../platform/db/database.ts'

export type Listed = {
  stage?: LedgerStage | undefined
  state?: FollowUpState | 'owed' | 'late' | 'all' | undefined
  source?: FollowUpSource | undefined
  dong?: string | undefined
  department?: number | undefined
  officer?: number | undefined
  now: Date
}

const owed = sql`f.settled_at is null`
const lateAt = (now: Date) =>
  sql`f.settled_at is null and f.first_due_at <= ${now.toISOString()}::timestamptz`

/** What a public tab shows; joined cards are read on the one they were joined to. */
function inStage(stage: LedgerStage, now: Date): SQL {
  switch (stage) {
    case 'late':
      return lateAt(now)
    case 'doing':
      return sql`${owed} and not (${lateAt(now)})`
    case 'done':
      return sql`f.state = 'done'`
    case 'hard':
      return sql`f.state in ('impossible', 'transferred')`
    case 'all':
      return sql`f.state <> 'merged'`
  }
}

function inState(state: NonNullable<Listed['state']>, now: Date): SQL {
  if (state === 'owed') return owed
  if (state === 'late') return lateAt(now)
  return state === 'all' ? sql`true` : sql`f.state = ${state}`
}

/** Which cards a list shows. */
function shown({ stage, state, source, dong, department, officer, now }: Listed): SQL {
  const parts = [stage ? inStage(stage, now) : inState(state ?? 'all', now)]
  if (source) parts.push(sql`f.source = ${source}`)
  if (dong !== undefined) parts.push(sql`f.dong = ${dong}`)
  if (department !== undefined) parts.push(sql`f.department_id = ${department}`)
  if (officer !== undefined) parts.push(sql`f.officer_id = ${officer}`)
  return sql.join(parts, sql` and `)
}

export type ListRow = {
  id: number
  number: string
  source: FollowUpSource
  sourceId: number
  text: string
  state: FollowUpState
  dong: string | null
  departmentId: number
  nameKo: string
  nameEn: string
  phone: string
  officer: string | null
  listeners: number
  promisedAt: string
  dueAt: string
  firstDueAt: string
  settledAt: string | null
  publicNote: string
  transferredTo: string | null
  version: number
  mergedInto: string | null
  extension: string | null
  originKo: string | null
  originEn: string | null
  originAt: string | null
  originId: string | null
  originHidden: boolean
  answerKind: 'mayor' | 'department' | null
  /** Where it stands in the list: what is owed by the day promised first, then what is settled, the newest first. */
  settled: number
  place: number
}

const columns = sql`
  f.id::int as id, f.number, f.source, f.source_id::int as "sourceId", f.text, f.state, f.dong,
  f.department_id::int as "departmentId", d.name_ko as "nameKo", d.name_en as "nameEn", d.phone, o.name as officer,
  (select count(*)::int from follow_up_listeners l where l.follow_up_id = f.id) as listeners,
  f.promised_at as "promisedAt", f.due_at as "dueAt", f.first_due_at as "firstDueAt", f.settled_at as "settledAt",
  f.public_note as "publicNote", f.transferred_to as "transferredTo", f.version, m.number as "mergedInto",
  case when f.due_at <> f.first_due_at then (
    select e.public_note from follow_up_moves e where e.follow_up_id = f.id and e.act = 'extend'
    order by e.id desc limit 1) end as extension,
  case f.source when 'commitment' then p.title when 'question' then h.title_ko else v.title end as "originKo",
  case f.source when 'commitment' then p.title when 'question' then coalesce(nullif(h.title_en, ''), h.title_ko)
    else v.title end as "originEn",
  case f.source when 'question' then (select min(s.starts_at) from sittings s where s.town_hall_id = h.id)
    when 'opinion' then v.starts_at end as "originAt",
  case f.source when 'commitment' then p.number when 'question' then h.id::text else v.id::text end as "originId",
  f.source = 'commitment' and p.hidden_at is not null as "originHidden", a.kind as "answerKind"`

/** A card with its department, its officer and where it was promised. */
const joined = sql`
  from follow_ups f
  join departments d on d.id = f.department_id
  left join officers o on o.id = f.officer_id
  left join follow_ups m on m.id = f.merged_into
  left join commitments c on f.source = 'commitment' and c.id = f.source_id
  left join answers a on a.id = c.answer_id
  left join petitions p on p.id = a.petition_id
  left join questions q on f.source = 'question' and q.id = f.source_id
  left join town_halls h on h.id = q.town_hall_id
  left join opinions n on f.source = 'opinion' and n.id = f.source_id
  left join listening_events v on v.id = n.event_id`

/** Milliseconds, so that they go through a cursor unchanged. */
const order = sql`
  (f.settled_at is not null)::int as settled,
  (case when f.settled_at is null then 1 else -1 end
    * extract(epoch from coalesce(f.settled_at, f.first_due_at)) * 1000)::float8 as place`

export type Place = { settled: number; place: number; id: number }

/** One page of a list and one row more where there is a next page: late ones first, settled ones last. */
export async function listCards(
  db: Db,
  listed: Listed,
  after: Place | null,
  limit: number,
): Promise<ListRow[]> {
  const from = after
    ? sql`where (settled, place, id) > (${after.settled}, ${after.place}::float8, ${after.id})`
    : sql``
  return [
    ...(await db.execute<ListRow>(sql`
      select * from (select ${columns}, ${order} ${joined} where ${shown(listed)}) cards
      ${from} order by settled, place, id limit ${limit + 1}`)),
  ]
}

export async function cardWithOrigin(db: Db, number: string): Promise<ListRow | null> {
  const rows = await db.execute<ListRow>(
    sql`select ${columns}, ${order} ${joined} where f.number = ${number}`,
  )
  return rows[0] ?? null
}

/** Cards that were joined to this one, over as many joints as there are. */
export const joinedTo = async (db: Db, id: number): Promise<ListRow[]> => [
  ...(await db.execute<ListRow>(sql`
    with recursive j (id) as (
      select id from follow_ups where merged_into = ${id} union select f.id from follow_ups f join j on f.merged_into = j.id)
    select ${columns}, ${order} ${joined} where f.id in (select id from j) order by f.id`)),
]

export type Tally = {
  source: FollowUpSource
  state: FollowUpState
  departmentId: number
  dong: string | null
  late: boolean
  old: boolean
  count: number
}

/** How many cards there are of each kind, to be added up for tabs, totals and filters. Joined ones count nowhere but at the desk. */
export const tallies = async (db: Db, now: Date, yearStart: Date): Promise<Tally[]> => [
  ...(await db.execute<Tally>(sql`
    select f.source, f.state, f.department_id::int as "departmentId", f.dong,
      ${lateAt(now)} as late, f.promised_at < ${yearStart.toISOString()}::timestamptz as old, count(*)::int as count
    from follow_ups f group by 1, 2, 3, 4, 5, 6`)),
]

export type HistoryRow = {
  at: string
  act: FollowUpAct
  fromState: FollowUpState | null
  toState: FollowUpState | null
  fromDueAt: string | null
  toDueAt: string | null
  departmentKo: string | null
  departmentEn: string | null
  note: string
  memo: string
  officer: string | null
}

export const historyOf = async (db: Db, id: number): Promise<HistoryRow[]> => [
  ...(await db.execute<HistoryRow>(sql`
    select m.at, m.act, m.from_state as "fromState", m.to_state as "toState", m.from_due_at as "fromDueAt",
      m.to_due_at as "toDueAt", d.name_ko as "departmentKo", d.name_en as "departmentEn", m.public_note as note,
      m.internal_note as memo, o.name as officer
    from follow_up_moves m
    left join departments d on d.id = m.to_department_id and m.act in ('pass', 'open')
    left join officers o on o.id = m.officer_id
    where m.follow_up_id = ${id} order by m.id`)),
]

export type EvidenceRow = {
  id: number
  fileId: string
  name: string
  mediaType: string
  caption: string
  shown: boolean
  addedAt: string
}

export const evidenceOf = async (db: Db, id: number, onlyShown: boolean): Promise<EvidenceRow[]> => [
  ...(await db.execute<EvidenceRow>(sql`
    select e.id::int as id, e.file_id as "fileId", i.name, i.media_type as "mediaType", e.caption, e.shown,
      e.added_at as "addedAt"
    from follow_up_evidence e join files i on i.id = e.file_id
    where e.follow_up_id = ${id} and (e.shown or not ${onlyShown}) order by e.id`)),
]

/** Who may see a file by the cards that show it. */
export const shownOn = async (db: Db, fileId: string) => [
  ...(await db.execute<{ shown: boolean; departmentId: number }>(sql`
    select e.shown, f.department_id::int as "departmentId"
    from follow_up_evidence e join follow_ups f on f.id = e.follow_up_id where e.file_id = ${fileId}`)),
]
