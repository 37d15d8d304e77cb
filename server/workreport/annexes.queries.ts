import { sql } from 'drizzle-orm'
import { endorsementSteps } from '../../shared/work-report-figures.ts'
import type { WorkReport } from '../../shared/work-report.ts'
import type { Db } from '../platform/db/database.ts'
import { casesAt, heldTownHalls, instantOf } from './cases.queries.ts'
import type { Span } from './figures.queries.ts'

type Annex = WorkReport['annex']

const received = ({ start, end }: Span) => sql`
  select * from (${casesAt(end)}) cases
  where received_at >= ${instantOf(start)} and received_at < ${instantOf(end)}`

/** Petitions received by category, by dong and by route, each petition once in the first and the last. */
export async function spread(db: Db, span: Span) {
  const [categories, dongs, routes, cube] = await Promise.all([
    db.execute<{ code: string; nameKo: string; nameEn: string; count: number }>(sql`
      with cases as (${received(span)})
      select c.code, c.name_ko as "nameKo", c.name_en as "nameEn", count(cases.id)::int as count
      from categories c left join cases on cases.category_code = c.code
      group by c.code having c.retired_at is null or count(cases.id) > 0 order by c.position, c.code`),
    db.execute<{ code: string; nameKo: string; nameEn: string; count: number }>(sql`
      with cases as (${received(span)})
      select d.code, d.name_ko as "nameKo", d.name_en as "nameEn", count(cases.id)::int as count
      from dongs d left join cases on d.code = any (cases.dong_codes)
      group by d.code order by d.position`),
    db.execute<{ route: string; count: number }>(sql`
      with cases as (${received(span)}) select route, count(*)::int as count from cases group by 1 order by 2 desc, 1`),
    db.execute<{ category: string; dong: string; route: string; count: number }>(sql`
      with cases as (${received(span)})
      select coalesce(category_code, '') as category, dong, route, count(*)::int as count
      from cases, unnest(case when dong_codes = '{}' then array[''] else dong_codes end) as dong
      group by 1, 2, 3 order by 1, 2, 3`),
  ])
  return { categories: [...categories], dongs: [...dongs], routes: [...routes], cube: [...cube] }
}

/** How long answers took that were given in a period, and what was overdue at its end. Days are calendar days in Seoul. */
export async function daysToAnswer(db: Db, { start, end }: Span): Promise<Annex['days']> {
  const [row] = await db.execute<Annex['days']>(sql`
    with cases as (${casesAt(end)}), given as (
      select (answered_at at time zone 'Asia/Seoul')::date - (received_at at time zone 'Asia/Seoul')::date as days,
        answered_at, response_due_at
      from cases where answered_at >= ${instantOf(start)} and answered_at < ${instantOf(end)}
    )
    select count(*)::int as answered, round(avg(days), 1)::text as mean,
      round(percentile_cont(0.5) within group (order by days)::numeric, 1)::text as median, max(days) as most,
      (count(*) filter (where response_due_at is null or answered_at <= response_due_at))::int as "inTime",
      (count(*) filter (where answered_at > response_due_at))::int as late,
      (select count(*)::int from cases where standing in ('awaiting', 'collecting')
        and response_due_at < ${instantOf(end)}) as overdue,
      (select count(*)::int from answers where interim and published_at >= ${instantOf(start)}
        and published_at < ${instantOf(end)}) as interims
    from given`)
  return row!
}

/** The same days by the department that answered, or has the petition before it; where there is none it stands in none. */
export async function handlingByDepartment(db: Db, { start, end }: Span): Promise<Annex['departments']> {
  const during = (column: string) =>
    sql`${sql.raw(column)} >= ${instantOf(start)} and ${sql.raw(column)} < ${instantOf(end)}`
  const rows = await db.execute<Annex['departments'][number]>(sql`
    with cases as (select c.*, coalesce((select a.department_id from answers a where a.petition_id = p.id and not a.interim
        and a.published_at = c.answered_at limit 1), p.department_id) as department_id from (${casesAt(end)}) c join petitions p using (id)), handled as (
      select department_id, (count(*) filter (where ${during('answered_at')}))::int as answered,
        (count(*) filter (where ${during('answered_at')} and (response_due_at is null or answered_at <= response_due_at)))::int as "inTime",
        (count(*) filter (where ${during('answered_at')} and answered_at > response_due_at))::int as late,
        (count(*) filter (where standing in ('awaiting', 'collecting') and response_due_at < ${instantOf(end)}))::int as overdue,
        coalesce(sum((select count(*) from answers a where a.petition_id = cases.id and a.interim
          and ${during('a.published_at')})), 0)::int as interims
      from cases group by 1
    )
    select d.code, d.name_ko as "nameKo", d.name_en as "nameEn", h.answered, h."inTime", h.late, h.overdue, h.interims
    from handled h join departments d on d.id = h.department_id
    where h.answered + h.overdue + h.interims > 0 order by h.overdue desc, h.late desc, h.answered desc, d.code`)
  return [...rows]
}

/** How many petitions of a period had been endorsed how often at its end. Those that never opened are left out. */
export async function endorsementSpread(db: Db, span: Span): Promise<Annex['endorsements']> {
  const steps = JSON.stringify(endorsementSteps)
  const rows = await db.execute<{ least: number; count: number }>(sql`
    with cases as (${received(span)}), totals as (
      select cases.id, c.imported + (select count(*)::int from endorsements e where e.petition_id = cases.id
        and e.endorsed_at < ${instantOf(span.end)} and (e.withdrawn_at is null or e.withdrawn_at >= ${instantOf(span.end)})
        and (e.invalidated_at is null or e.invalidated_at >= ${instantOf(span.end)})) as total
      from cases join petitions p using (id) join petition_counts c on c.petition_id = cases.id
      where p.opened_at < ${instantOf(span.end)}
    ), steps as (
      select step::int as least, lead(step::int) over (order by step::int) as more
      from jsonb_array_elements_text(${steps}::jsonb) as step
    )
    select steps.least, count(totals.id)::int as count from steps
    left join totals on totals.total >= steps.least and (steps.more is null or totals.total < steps.more)
    group by 1 order by 1`)
  return rows.map(({ least, count }) => ({ least: least as (typeof endorsementSteps)[number], count }))
}

/** Attendance of town halls held in a period, and the questions asked there. */
export async function attendance(db: Db, { start, end }: Span): Promise<Annex['townHalls']> {
  const [row] = await db.execute<Annex['townHalls']>(sql`
    with held as (select * from (${heldTownHalls}) halls where at >= ${instantOf(start)} and at < ${instantOf(end)})
    select coalesce(sum(sittings), 0)::int as sittings, coalesce(sum(came), 0)::int as came,
      (select count(*)::int from members m join parties p on p.id = m.party_id
        where p.state = 'confirmed' and p.town_hall_id in (select id from held)) as registered,
      (select count(*)::int from questions q where q.town_hall_id in (select id from held)
        and q.state not in ('withdrawn', 'merged')) as questions,
      (select count(*)::int from questions q where q.town_hall_id in (select id from held) and q.state = 'answered') as answered
    from held`)
  return row!
}

/** What had become, at the end of a period, of the opinions heard in it. */
export async function opinionsByOutcome(db: Db, { start, end }: Span): Promise<Annex['opinions']> {
  const settled = sql`f.settled_at < ${instantOf(end)}`
  const rows = await db.execute<{ outcome: keyof Annex['opinions']; count: number }>(sql`
    select case
        when o.became_policy_at < ${instantOf(end)} then 'policy'
        when ${settled} and f.state = 'done' then 'done'
        when ${settled} and f.state = 'impossible' then 'impossible'
        when ${settled} then 'passedOn'
        when f.promised_at < ${instantOf(end)} then 'doing'
        when o.handling = 'on-the-spot' then 'done'
        else 'heard'
      end as outcome, count(*)::int as count
    from opinions o left join follow_ups f on f.source = 'opinion' and f.source_id = o.id
    where o.at >= ${instantOf(start)} and o.at < ${instantOf(end)} group by 1`)
  const found = new Map(rows.map(({ outcome, count }) => [outcome, count]))
  const of = (outcome: keyof Annex['opinions']) => found.get(outcome) ?? 0
  return {
    policy: of('policy'),
    done: of('done'),
    doing: of('doing'),
    impossible: of('impossible'),
    passedOn: of('passedOn'),
    heard: of('heard'),
  }
}
