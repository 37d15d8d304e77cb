CREATE TABLE "follow_up_evidence" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "follow_up_evidence_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"follow_up_id" bigint NOT NULL,
	"file_id" uuid NOT NULL,
	"caption" text NOT NULL,
	"added_by" bigint NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "follow_up_evidence_file_id_unique" UNIQUE("file_id")
);
--> statement-breakpoint
CREATE TABLE "follow_up_listeners" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "follow_up_listeners_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"follow_up_id" bigint NOT NULL,
	"person_id" bigint,
	"contact_hash" "bytea",
	"sealed_contact" "bytea",
	"lang" text NOT NULL,
	"tell_by" timestamp (3) with time zone NOT NULL,
	"told_at" timestamp (3) with time zone,
	CONSTRAINT "follow_up_listeners_once" UNIQUE("follow_up_id","contact_hash")
);
--> statement-breakpoint
CREATE TABLE "follow_up_moves" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "follow_up_moves_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"follow_up_id" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"move" text NOT NULL,
	"from_state" text,
	"public_note" text NOT NULL,
	"internal_note" text NOT NULL,
	"from_due_at" timestamp (3) with time zone,
	"to_due_at" timestamp (3) with time zone,
	"officer_id" bigint
);
--> statement-breakpoint
CREATE TABLE "follow_up_numbers" (
	"year" smallint PRIMARY KEY NOT NULL,
	"last" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "follow_ups" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "follow_ups_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"number" text NOT NULL,
	"source" text NOT NULL,
	"source_id" bigint NOT NULL,
	"text" text NOT NULL,
	"state" text NOT NULL,
	"department_id" bigint NOT NULL,
	"officer_id" bigint,
	"dong" text,
	"promised_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"first_due_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"public_note" text NOT NULL,
	"transferred_to" text,
	"merged_into" bigint,
	"version" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "follow_ups_number_unique" UNIQUE("number"),
	CONSTRAINT "follow_ups_once" UNIQUE("source","source_id"),
	CONSTRAINT "follow_ups_settled_has_date" CHECK (("follow_ups"."state" in ('done', 'impossible', 'transferred', 'merged')) = ("follow_ups"."settled_at" is not null)),
	CONSTRAINT "follow_ups_impossible_has_reason" CHECK ("follow_ups"."state" <> 'impossible' or "follow_ups"."public_note" <> ''),
	CONSTRAINT "follow_ups_transferred_has_body" CHECK (("follow_ups"."state" = 'transferred') = ("follow_ups"."transferred_to" is not null)),
	CONSTRAINT "follow_ups_merged_has_target" CHECK (("follow_ups"."state" = 'merged') = ("follow_ups"."merged_into" is not null))
);
--> statement-breakpoint
CREATE TABLE "listening_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "listening_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"log_id" uuid NOT NULL,
	"state" text NOT NULL,
	"title" text NOT NULL,
	"series_code" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"place" text NOT NULL,
	"dong" text,
	"host" text NOT NULL,
	"participants" jsonb NOT NULL,
	"partner" text NOT NULL,
	"notes" text NOT NULL,
	"takes_opinions" boolean NOT NULL,
	"imported_from" text,
	"logged_by" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "listening_events_log_id_unique" UNIQUE("log_id"),
	CONSTRAINT "listening_events_time_in_order" CHECK ("listening_events"."starts_at" <= "listening_events"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "listening_photos" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "listening_photos_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"event_id" bigint NOT NULL,
	"file_id" uuid NOT NULL,
	"alt" text NOT NULL,
	"consent" boolean NOT NULL,
	"added_by" bigint NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "listening_photos_file_id_unique" UNIQUE("file_id")
);
--> statement-breakpoint
CREATE TABLE "listening_series" (
	"code" text PRIMARY KEY NOT NULL,
	"name_ko" text NOT NULL,
	"name_en" text NOT NULL,
	"position" smallint NOT NULL,
	"retired_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "opinions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "opinions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"line_id" uuid NOT NULL,
	"event_id" bigint,
	"state" text NOT NULL,
	"text" text NOT NULL,
	"handling" text NOT NULL,
	"category_code" text,
	"raised_by" text NOT NULL,
	"dong" text,
	"department_id" bigint,
	"person_id" bigint,
	"sealed_contact" "bytea",
	"at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"became_policy_at" timestamp (3) with time zone,
	"policy_note" text,
	"logged_by" bigint,
	CONSTRAINT "opinions_line_id_unique" UNIQUE("line_id")
);
--> statement-breakpoint
ALTER TABLE "follow_up_evidence" ADD CONSTRAINT "follow_up_evidence_follow_up_id_follow_ups_id_fk" FOREIGN KEY ("follow_up_id") REFERENCES "public"."follow_ups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_up_evidence" ADD CONSTRAINT "follow_up_evidence_added_by_officers_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_up_listeners" ADD CONSTRAINT "follow_up_listeners_follow_up_id_follow_ups_id_fk" FOREIGN KEY ("follow_up_id") REFERENCES "public"."follow_ups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_up_moves" ADD CONSTRAINT "follow_up_moves_follow_up_id_follow_ups_id_fk" FOREIGN KEY ("follow_up_id") REFERENCES "public"."follow_ups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_up_moves" ADD CONSTRAINT "follow_up_moves_officer_id_officers_id_fk" FOREIGN KEY ("officer_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_officer_id_officers_id_fk" FOREIGN KEY ("officer_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listening_events" ADD CONSTRAINT "listening_events_series_code_listening_series_code_fk" FOREIGN KEY ("series_code") REFERENCES "public"."listening_series"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listening_events" ADD CONSTRAINT "listening_events_logged_by_officers_id_fk" FOREIGN KEY ("logged_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listening_photos" ADD CONSTRAINT "listening_photos_event_id_listening_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."listening_events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listening_photos" ADD CONSTRAINT "listening_photos_added_by_officers_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_event_id_listening_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."listening_events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_category_code_categories_code_fk" FOREIGN KEY ("category_code") REFERENCES "public"."categories"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opinions" ADD CONSTRAINT "opinions_logged_by_officers_id_fk" FOREIGN KEY ("logged_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "follow_up_evidence_of_card" ON "follow_up_evidence" USING btree ("follow_up_id");--> statement-breakpoint
CREATE INDEX "follow_up_listeners_due" ON "follow_up_listeners" USING btree ("told_at","tell_by");--> statement-breakpoint
CREATE INDEX "follow_up_moves_of_card" ON "follow_up_moves" USING btree ("follow_up_id","id");--> statement-breakpoint
CREATE INDEX "follow_ups_of_state" ON "follow_ups" USING btree ("state","due_at","id");--> statement-breakpoint
CREATE INDEX "follow_ups_of_department" ON "follow_ups" USING btree ("department_id","state","due_at");--> statement-breakpoint
CREATE INDEX "follow_ups_newest" ON "follow_ups" USING btree ("promised_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "listening_events_by_time" ON "listening_events" USING btree ("starts_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "listening_events_of_dong" ON "listening_events" USING btree ("dong","starts_at");--> statement-breakpoint
CREATE INDEX "listening_events_of_series" ON "listening_events" USING btree ("series_code","starts_at");--> statement-breakpoint
CREATE INDEX "listening_photos_of_event" ON "listening_photos" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "opinions_of_event" ON "opinions" USING btree ("event_id","id");--> statement-breakpoint
CREATE INDEX "opinions_to_review" ON "opinions" USING btree ("state","id");--> statement-breakpoint
grant delete on listening_photos, follow_up_evidence to sotong_app;
--> statement-breakpoint
-- What was done with a card stays as it was.
revoke update on follow_up_moves from sotong_app;
--> statement-breakpoint
do $$
declare line record; name text;
begin
  for line in select * from (values
    ('follow_ups', 'public', 'id number source source_id text state department_id dong promised_at due_at first_due_at settled_at public_note transferred_to merged_into'),
    ('follow_ups', 'internal', 'officer_id version created_at updated_at'),
    ('follow_up_numbers', 'internal', 'year last'),
    ('follow_up_moves', 'public', 'id follow_up_id at move from_state public_note from_due_at to_due_at'),
    ('follow_up_moves', 'internal', 'internal_note officer_id'),
    ('follow_up_evidence', 'public', 'id follow_up_id file_id caption added_at'),
    ('follow_up_evidence', 'internal', 'added_by'),
    ('follow_up_listeners', 'internal', 'id follow_up_id lang tell_by told_at'),
    ('follow_up_listeners', 'personal', 'person_id contact_hash'),
    ('follow_up_listeners', 'sealed', 'sealed_contact'),
    ('listening_series', 'public', 'code name_ko name_en position retired_at'),
    ('listening_events', 'public', 'id state title series_code starts_at ends_at place dong host participants partner notes takes_opinions'),
    ('listening_events', 'internal', 'log_id imported_from logged_by created_at updated_at closed_at'),
    ('opinions', 'public', 'id event_id state text handling category_code raised_by dong department_id at became_policy_at policy_note'),
    ('opinions', 'internal', 'line_id received_at logged_by'),
    ('opinions', 'personal', 'person_id'),
    ('opinions', 'sealed', 'sealed_contact'),
    ('listening_photos', 'public', 'id event_id file_id alt consent added_at'),
    ('listening_photos', 'internal', 'added_by')
  ) as classes(owner, class, names)
  loop
    foreach name in array string_to_array(line.names, ' ') loop
      execute format('comment on column %I.%I is %L', line.owner, name, line.class);
    end loop;
  end loop;
end $$;
