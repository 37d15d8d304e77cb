CREATE TABLE "petition_tallies" (
	"stage" text NOT NULL,
	"category" text NOT NULL,
	"dong" text NOT NULL,
	"count" integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX "petitions_received" ON "petitions" USING btree ("received_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "petitions_ranked" ON "petitions" USING btree ("rank_total" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "petitions_due_newest" ON "petitions" USING btree ("opened_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE response = 'due';--> statement-breakpoint
CREATE INDEX "petitions_due_most" ON "petitions" USING btree ("rank_total" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE response = 'due';
--> statement-breakpoint
comment on column petition_tallies.stage is 'public';
--> statement-breakpoint
comment on column petition_tallies.category is 'public';
--> statement-breakpoint
comment on column petition_tallies.dong is 'public';
--> statement-breakpoint
comment on column petition_tallies.count is 'public';
--> statement-breakpoint
revoke update on petition_tallies from sotong_app;
--> statement-breakpoint
grant select, insert, delete on petition_tallies to sotong_app;
--> statement-breakpoint
-- The lists a petition stands in. Hidden ones stand in none, nor what its author took back before anyone could read it.
create function list_stages(state text, response text, hidden boolean, opened boolean) returns text[]
language sql immutable parallel safe as $$
  select case when hidden or state not in ('open', 'closed', 'rejected', 'transferred', 'merged', 'withdrawn')
    or (state = 'withdrawn' and not opened) then '{}'
  else array_remove(array['all',
    case when state = 'open' then 'collecting' end,
    case when response = 'due' then 'awaiting' when response = 'answered' then 'answered' end,
    case when state in ('rejected', 'transferred', 'merged', 'withdrawn') then 'ended' end], null) end
$$;
--> statement-breakpoint
create function tally_new_petitions() returns trigger language plpgsql as $$
begin
  insert into petition_tallies (stage, category, dong, count)
  select stage, coalesce(p.category_code, ''), dong, count(*)
  from added p, unnest(list_stages(p.state, p.response, p.hidden_at is not null, p.opened_at is not null)) stage,
    unnest(array_append(p.dong_codes, '')) dong
  group by 1, 2, 3;
  return null;
end $$;
--> statement-breakpoint
create function tally_changed_petitions() returns trigger language plpgsql as $$
begin
  insert into petition_tallies (stage, category, dong, count)
  select stage, coalesce(category_code, ''), dong, sum(change)
  from (
    select -1 as change, was.state, was.response, was.hidden_at, was.opened_at, was.category_code, was.dong_codes
    from before_change was join after_change is_now using (id)
    where (was.state, was.response, was.hidden_at is null, was.opened_at is null, was.category_code, was.dong_codes)
      is distinct from (is_now.state, is_now.response, is_now.hidden_at is null, is_now.opened_at is null,
        is_now.category_code, is_now.dong_codes)
    union all
    select 1, is_now.state, is_now.response, is_now.hidden_at, is_now.opened_at, is_now.category_code, is_now.dong_codes
    from before_change was join after_change is_now using (id)
    where (was.state, was.response, was.hidden_at is null, was.opened_at is null, was.category_code, was.dong_codes)
      is distinct from (is_now.state, is_now.response, is_now.hidden_at is null, is_now.opened_at is null,
        is_now.category_code, is_now.dong_codes)
  ) changed, unnest(list_stages(state, response, hidden_at is not null, opened_at is not null)) stage,
    unnest(array_append(dong_codes, '')) dong
  group by 1, 2, 3 having sum(change) <> 0;
  return null;
end $$;
--> statement-breakpoint
create trigger petitions_tally_new after insert on petitions referencing new table as added
  for each statement execute function tally_new_petitions();
--> statement-breakpoint
create trigger petitions_tally_changed after update on petitions
  referencing old table as before_change new table as after_change
  for each statement execute function tally_changed_petitions();
--> statement-breakpoint
insert into petition_tallies (stage, category, dong, count)
select stage, coalesce(p.category_code, ''), dong, count(*)
from petitions p, unnest(list_stages(p.state, p.response, p.hidden_at is not null, p.opened_at is not null)) stage,
  unnest(array_append(p.dong_codes, '')) dong
group by 1, 2, 3;
