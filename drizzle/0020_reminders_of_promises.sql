ALTER TABLE "follow_ups" ADD COLUMN "soon_told_for" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD COLUMN "late_told_for" timestamp (3) with time zone;--> statement-breakpoint
comment on column follow_ups.soon_told_for is 'internal';
--> statement-breakpoint
comment on column follow_ups.late_told_for is 'internal';
--> statement-breakpoint
-- What was promised in answers before there was a ledger stands in it from now on, under the date of its promise.
with promised as (
  select c.id as source_id, c.text, c.department_id, c.due_at, a.published_at as at,
    case when cardinality(p.dong_codes) = 1 then p.dong_codes[1] end as dong,
    extract(year from a.published_at at time zone 'Asia/Seoul')::smallint as year,
    row_number() over (
      partition by extract(year from a.published_at at time zone 'Asia/Seoul') order by a.published_at, c.id
    )::int as place
  from commitments c
  join answers a on a.id = c.answer_id and a.state = 'published'
  join petitions p on p.id = a.petition_id
  where not exists (select from follow_ups f where f.source = 'commitment' and f.source_id = c.id)
), numbered as (
  select promised.*, coalesce(n.last, 0) + place as counted
  from promised left join follow_up_numbers n using (year)
), opened as (
  insert into follow_ups (
    number, source, source_id, text, state, department_id, dong, promised_at, due_at, first_due_at, public_note,
    version, created_at, updated_at)
  select year || '-' || lpad(counted::text, greatest(4, length(counted::text)), '0'), 'commitment', source_id, text,
    'received', department_id, dong, at, due_at, due_at, '', 1, at, at
  from numbered order by at, source_id
  returning id, promised_at, due_at, department_id
), moved as (
  insert into follow_up_moves (follow_up_id, at, act, to_state, to_due_at, to_department_id, public_note, internal_note)
  select id, promised_at, 'open', 'received', due_at, department_id, '', '' from opened
)
insert into follow_up_numbers (year, last)
select year, max(place) from promised group by year
on conflict (year) do update set last = follow_up_numbers.last + excluded.last;
