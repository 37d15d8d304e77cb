import { sql } from 'drizzle-orm'

/** An instant as a parameter that PostgreSQL knows the type of. */
export const instantOf = (at: Date) => sql`${at.toISOString()}::timestamptz`

/** A petition of this site, or imported from a source that was declared the district's own. */
export const ourOwn = sql`(p.source_id is null or exists (select from import_sources s where s.id = p.source_id and s.ours))`

/**
 * Every petition that was ever received, as it stood at an instant: drafts are none. An established one is answered by
 * the mayor's answer, whatever its department said before. What was imported counts where its source was declared the
 * district's own; it has no answers of ours, and what ended there without one is closed.
 * @param end the first instant that no longer counts
 */
export const casesAt = (end: Date) => sql`
  select p.id, p.number, p.title, p.received_at, p.route, p.category_code, p.dong_codes, p.state, p.hidden_at,
    over.at as ended_at, p.response_due_at, e.at as established_at, given.at as answered_at,
    least(over.at, given.at) as handled_at,
    case
      when over.at < ${instantOf(end)} then 'ended'
      when given.at < ${instantOf(end)} then 'answered'
      when p.state not in ('received', 'supplement_requested') and p.opened_at is null and p.ended_at is null then null
      when p.opened_at is null or p.opened_at >= ${instantOf(end)} then 'inReview'
      when p.closed_at is null or p.closed_at >= ${instantOf(end)} then 'collecting'
      when p.response <> 'none' then 'awaiting'
    end as standing
  from petitions p
  left join establishments e on e.petition_id = p.id
  cross join lateral (
    select coalesce(
      (select min(a.published_at) from answers a where a.petition_id = p.id and not a.interim and a.state = 'published'
        and (a.kind = 'mayor' or e.at is null or e.at >= ${instantOf(end)})),
      case when not exists (select from answers a where a.petition_id = p.id and not a.interim) then p.answered_at end
    ) as at
  ) given
  cross join lateral (
    select coalesce(p.ended_at, case when p.source_id is not null and given.at is null then p.closed_at end) as at
  ) over
  where p.number is not null and p.received_at is not null and ${ourOwn}`

/** Established petitions that the mayor answered with a video; text and video are published at once. */
export const videoAnswers = sql`
  select p.id, p.number, p.title, min(a.published_at) as at
  from establishments e
  join petitions p on p.id = e.petition_id
  join answers a on a.petition_id = e.petition_id and a.kind = 'mayor' and not a.interim and a.state = 'published'
    and (a.video_file is not null or a.video_link is not null)
  group by p.id`

/** Town halls that were held, each once by its first day, with who came. */
export const heldTownHalls = sql`
  select h.id, h.title_ko, h.title_en, min(s.starts_at) as at, count(*)::int as sittings,
    (select count(distinct v.member_id)::int from visits v join sittings s2 on s2.id = v.sitting_id
      where s2.town_hall_id = h.id) as came
  from town_halls h join sittings s on s.town_hall_id = h.id
  where h.state in ('ended', 'archived')
  group by h.id`

/** 소통행사 that were held, with how many took part. */
export const heldEvents = sql`
  select l.id, l.title, l.starts_at as at, l.place,
    (select coalesce(sum(value::int), 0)::int from jsonb_each_text(l.participants)) as people
  from listening_events l where l.state = 'held'`
