import { randomUUID } from 'node:crypto'
import type { TestApp } from '../../support/app.ts'

/** An instant in Seoul, `2021-03-02` at noon or `2021-03-02T00:00`. */
export const seoul = (when: string) => `${when.includes('T') ? when : `${when}T12:00`}:00+09:00`

type About = {
  received: string
  state?: string
  opened?: string
  closed?: string
  ended?: string
  /** Day of the department's answer, or of the mayor's with a video where it was established. */
  answered?: string
  established?: string
  due?: string
  route?: string
  category?: string
  dongs?: string[]
  hidden?: boolean
  endorsed?: number
}

let made = 0

/** Writes rows as a petition leaves them on its way. @returns its number */
export async function aPetition({ deps }: TestApp, officerId: number, about: About): Promise<string> {
  const { sql } = deps
  const { received, opened = null, closed = null, ended = null, answered, established, due = null } = about
  const number = `${received.slice(0, 4)}-${String((made += 1)).padStart(4, '0')}`
  const at = (day: string | null) => day && seoul(day)
  const state = about.state ?? (closed ? 'closed' : opened ? 'open' : 'received')
  const response = answered ? 'answered' : closed || established ? 'due' : 'none'
  const [row] = await sql`
    insert into petitions (draft_id, number, route, lang, title, problem, proposal, effect, category_code, dong_codes, state,
      created_at, updated_at, received_at, opened_at, closes_at, closed_at, ended_at, threshold, mayor_days, department_days,
      interim_days, min_level_counted, response, response_kind, response_due_at, answered_at, hidden_at, hidden_reason,
      ground_code, merged_into)
    values (${randomUUID()}, ${number}, ${about.route ?? 'online'}, 'ko', ${`${number} 청원`}, '문제', '바람', '',
      ${about.category ?? 'city'}, ${about.dongs ?? []}, ${state}, ${at(received)}, ${at(received)}, ${at(received)},
      ${at(opened)}, ${at(closed ?? (opened && '2021-12-31'))}, ${at(closed)}, ${at(ended)}, 1000, 20, 10, 30, 0,
      ${response}, ${response === 'none' ? null : established ? 'mayor' : 'department'},
      ${at(due ?? (response === 'due' ? '2021-12-31' : null))}, ${at(answered ?? null)},
      ${about.hidden ? at(received) : null}, ${about.hidden ? '확인 중' : null},
      (select min(code) from rejection_grounds where ${state} = 'rejected'), ${state === 'merged' ? 1 : null})
    returning id::int as id`
  const id = row!.id as number
  await sql`insert into petition_counts (petition_id, imported) values (${id}, ${about.endorsed ?? 0})`
  if (established)
    await sql`insert into establishments (petition_id, at, total, threshold, announced_at)
      values (${id}, ${seoul(established)}, 1000, 1000, ${seoul(established)})`
  if (answered) await anAnswer({ deps }, officerId, id, established ? 'mayor' : 'department', answered)
  return number
}

/** A final answer as it was published; the mayor's with a video. */
export async function anAnswer(
  { deps: { sql } }: Pick<TestApp, 'deps'>,
  officerId: number,
  petitionId: number,
  kind: 'mayor' | 'department',
  day: string,
) {
  const at = seoul(day)
  await sql`
    insert into answers (petition_id, kind, interim, state, version, title, body, transcript, video_link, department_id,
      drafted_by, approved_version, approved_at, published_at, created_at, updated_at)
    values (${petitionId}, ${kind}, false, 'published', 1, '답변', '답변 글', '', ${kind === 'mayor' ? 'https://youtu.be/x' : null},
      (select min(id) from departments), ${officerId}, 1, ${at}, ${at}, ${at}, ${at})`
}

/** 소통행사 on a day, with how many residents came. */
export async function anEvent(
  { deps: { sql } }: TestApp,
  officerId: number,
  day: string,
  title: string,
  people: number,
  state = 'held',
) {
  await sql`insert into listening_series (code, name_ko, name_en, position) values ('visit', '찾아가는 소통', 'Visits', 1)
    on conflict do nothing`
  const [row] = await sql`
    insert into listening_events (log_id, state, title, series_code, starts_at, ends_at, place, host, participants, partner,
      notes, takes_opinions, logged_by, created_at, updated_at)
    values (${randomUUID()}, ${state}, ${title}, 'visit', ${seoul(day)}, ${seoul(day)}, '대림2동', '구청장',
      ${JSON.stringify({ residents: people })}::text::jsonb, '', '', false, ${officerId}, ${seoul(day)}, ${seoul(day)})
    returning id::int as id`
  return row!.id as number
}

export async function anOpinion(
  { deps: { sql } }: TestApp,
  eventId: number,
  day: string,
  policy: string | null = null,
) {
  const [row] = await sql`
    insert into opinions (line_id, event_id, state, text, handling, raised_by, at, received_at, updated_at, became_policy_at)
    values (${randomUUID()}, ${eventId}, 'published', '골목 조명을 밝게', 'heard', '', ${seoul(day)}, ${seoul(day)}, ${seoul(day)},
      ${policy && seoul(policy)})
    returning id::int as id`
  return row!.id as number
}

export const budgetForm = (changes: Record<string, string> = {}) => ({
  from: '2021-01-01',
  to: '2021-09-30',
  asOf: '2021-09-30',
  budgetNational: '0',
  budgetCity: '',
  budgetDistrict: '41,000',
  executedNational: '',
  executedCity: '',
  executedDistrict: '27,450',
  forecast: '',
  rateByHand: '',
  rateReason: '',
  ...changes,
})

/** The form of a page's texts, as it was seen just now. */
export async function textForm({ deps: { sql } }: TestApp, changes: Record<string, string> = {}) {
  const [row] = await sql`select coalesce(max(id)::text, '') as id from report_texts`
  return {
    from: '2021-01-01',
    to: '2021-09-30',
    fromDay: '2021-01-01',
    position: '4',
    title: '구민 참여 확대',
    purpose: '함께 하고자 함',
    overview: '○ 영등포신문고\n- 청원제도 운영',
    plan: '○ 소통 지속\r\n- 온라인',
    leadTownHallId: '',
    leadEventId: '',
    seen: row!.id as string,
    ...changes,
  }
}
