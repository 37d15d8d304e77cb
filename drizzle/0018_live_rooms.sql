CREATE TABLE "live_commands" (
	"who" text NOT NULL,
	"command_id" uuid NOT NULL,
	"town_hall_id" bigint NOT NULL,
	"target" bigint,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "live_commands_who_command_id_pk" PRIMARY KEY("who","command_id")
);
--> statement-breakpoint
CREATE TABLE "live_messages" (
	"town_hall_id" bigint NOT NULL,
	"epoch" text NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"rehearsal" boolean NOT NULL,
	"public" text,
	"host" text,
	"person_id" bigint,
	"own" text,
	CONSTRAINT "live_messages_town_hall_id_epoch_seq_pk" PRIMARY KEY("town_hall_id","epoch","seq")
);
--> statement-breakpoint
CREATE TABLE "live_poll_votes" (
	"poll_id" bigint NOT NULL,
	"person_id" bigint NOT NULL,
	"choices" smallint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "live_poll_votes_poll_id_person_id_pk" PRIMARY KEY("poll_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "live_polls" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "live_polls_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"town_hall_id" bigint NOT NULL,
	"title" text NOT NULL,
	"choices" text[] NOT NULL,
	"several" boolean NOT NULL,
	"hidden" boolean NOT NULL,
	"state" text NOT NULL,
	"rehearsal" boolean NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"counts" integer[],
	"voters" integer,
	"created_by" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "live_rooms" (
	"town_hall_id" bigint PRIMARY KEY NOT NULL,
	"epoch" text NOT NULL,
	"seq" integer NOT NULL,
	"origin" text NOT NULL,
	"phase" text NOT NULL,
	"moderation" text NOT NULL,
	"naming" text NOT NULL,
	"slow_seconds" smallint NOT NULL,
	"reactions" boolean NOT NULL,
	"show" text NOT NULL,
	"queue" bigint[] NOT NULL,
	"caption" text,
	"caption_at" timestamp (3) with time zone,
	"opened_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "question_tallies" (
	"question_id" bigint PRIMARY KEY NOT NULL,
	"registered" integer NOT NULL,
	"guests" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "question_votes" ADD COLUMN "registered" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "held_code" text;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "masked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "dong" text;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "proxy" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "rehearsal" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "labels" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "translations" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "reply" text;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "similar_to" bigint;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "department_id" bigint;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "published_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "staged_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "answered_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "live_commands" ADD CONSTRAINT "live_commands_town_hall_id_town_halls_id_fk" FOREIGN KEY ("town_hall_id") REFERENCES "public"."town_halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_messages" ADD CONSTRAINT "live_messages_town_hall_id_town_halls_id_fk" FOREIGN KEY ("town_hall_id") REFERENCES "public"."town_halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_messages" ADD CONSTRAINT "live_messages_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_poll_votes" ADD CONSTRAINT "live_poll_votes_poll_id_live_polls_id_fk" FOREIGN KEY ("poll_id") REFERENCES "public"."live_polls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_poll_votes" ADD CONSTRAINT "live_poll_votes_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_polls" ADD CONSTRAINT "live_polls_town_hall_id_town_halls_id_fk" FOREIGN KEY ("town_hall_id") REFERENCES "public"."town_halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_polls" ADD CONSTRAINT "live_polls_created_by_officers_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_rooms" ADD CONSTRAINT "live_rooms_town_hall_id_town_halls_id_fk" FOREIGN KEY ("town_hall_id") REFERENCES "public"."town_halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_tallies" ADD CONSTRAINT "question_tallies_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "live_commands_by_time" ON "live_commands" USING btree ("at");--> statement-breakpoint
CREATE INDEX "live_messages_of_person" ON "live_messages" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "live_poll_votes_of_person" ON "live_poll_votes" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "live_polls_of_town_hall" ON "live_polls" USING btree ("town_hall_id","id");--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "questions_of_person" ON "questions" USING btree ("person_id","town_hall_id");--> statement-breakpoint
CREATE INDEX "questions_merged" ON "questions" USING btree ("merged_into") WHERE merged_into is not null;
--> statement-breakpoint
-- Whoever writes votes need not remember to count them. Rows of tallies are always taken in order of their ids.
create function tally_votes(question bigint[], change_registered int[], change_guests int[]) returns void
language sql as $$
  insert into question_tallies as t (question_id, registered, guests)
  select id, sum(r)::int, sum(g)::int from unnest(question, change_registered, change_guests) as c(id, r, g)
  group by id having sum(r) <> 0 or sum(g) <> 0 order by id
  on conflict (question_id) do update
    set registered = t.registered + excluded.registered, guests = t.guests + excluded.guests
$$;
--> statement-breakpoint
create function tally_added_votes() returns trigger language plpgsql as $$
begin
  perform tally_votes(array_agg(question_id), array_agg(registered::int), array_agg((not registered)::int)) from added;
  return null;
end $$;
--> statement-breakpoint
create function tally_removed_votes() returns trigger language plpgsql as $$
begin
  perform tally_votes(array_agg(question_id), array_agg(-registered::int), array_agg(-(not registered)::int)) from removed;
  return null;
end $$;
--> statement-breakpoint
create function tally_changed_votes() returns trigger language plpgsql as $$
begin
  perform tally_votes(array_agg(id), array_agg(r), array_agg(g)) from (
    select question_id as id, -registered::int as r, -(not registered)::int as g from was
    union all
    select question_id, registered::int, (not registered)::int from is_now
  ) changes;
  return null;
end $$;
--> statement-breakpoint
create trigger question_votes_tally_added after insert on question_votes referencing new table as added
  for each statement execute function tally_added_votes();
--> statement-breakpoint
create trigger question_votes_tally_removed after delete on question_votes referencing old table as removed
  for each statement execute function tally_removed_votes();
--> statement-breakpoint
create trigger question_votes_tally_changed after update on question_votes
  referencing old table as was new table as is_now
  for each statement execute function tally_changed_votes();
--> statement-breakpoint
insert into question_tallies (question_id, registered, guests)
select question_id, count(*) filter (where registered), count(*) filter (where not registered)
from question_votes group by question_id;
--> statement-breakpoint
-- What was made in a rehearsal is thrown away; commands and links to people are forgotten in time.
grant delete on live_commands, live_messages, live_polls, live_poll_votes, questions, question_tallies to sotong_app;
--> statement-breakpoint
do $$
declare line record; name text;
begin
  for line in select * from (values
    ('live_rooms', 'public', 'town_hall_id epoch seq phase moderation naming slow_seconds reactions show queue caption caption_at opened_at ended_at'),
    ('live_rooms', 'internal', 'origin'),
    ('live_messages', 'public', 'town_hall_id epoch seq at rehearsal public'),
    ('live_messages', 'personal', 'host person_id own'),
    ('live_commands', 'internal', 'command_id town_hall_id target at'),
    ('live_commands', 'personal', 'who'),
    ('live_polls', 'public', 'id town_hall_id title choices several hidden state rehearsal opened_at closed_at counts voters created_at'),
    ('live_polls', 'internal', 'created_by'),
    ('live_poll_votes', 'internal', 'poll_id at'),
    ('live_poll_votes', 'personal', 'person_id choices'),
    ('question_tallies', 'public', 'question_id registered guests'),
    ('question_votes', 'personal', 'registered'),
    ('questions', 'public', 'masked dong proxy rehearsal labels translations reply department_id published_at staged_at answered_at'),
    ('questions', 'internal', 'held_code similar_to')
  ) as classes(owner, class, names)
  loop
    foreach name in array string_to_array(line.names, ' ') loop
      execute format('comment on column %I.%I is %L', line.owner, name, line.class);
    end loop;
  end loop;
end $$;
