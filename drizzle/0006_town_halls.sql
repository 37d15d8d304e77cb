CREATE TABLE "check_ins" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sitting_id" bigint NOT NULL,
	"device_id" uuid,
	"member_id" bigint,
	"kind" text NOT NULL,
	"outcome" text NOT NULL,
	"conflict" boolean DEFAULT false NOT NULL,
	"offline" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "door_devices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sitting_id" bigint NOT NULL,
	"name" text NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"may_search" boolean NOT NULL,
	"created_by" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"last_seen_at" timestamp (3) with time zone,
	CONSTRAINT "door_devices_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "visits" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "visits_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sitting_id" bigint NOT NULL,
	"member_id" bigint NOT NULL,
	"entered_at" timestamp (3) with time zone NOT NULL,
	"left_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "question_votes" (
	"question_id" bigint NOT NULL,
	"person_id" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "question_votes_question_id_person_id_pk" PRIMARY KEY("question_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "questions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"command_id" uuid NOT NULL,
	"town_hall_id" bigint NOT NULL,
	"person_id" bigint,
	"shown_name" text,
	"text" text NOT NULL,
	"lang" text NOT NULL,
	"state" text NOT NULL,
	"held_reason" text,
	"merged_into" bigint,
	"beforehand" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "questions_command_id_unique" UNIQUE("command_id"),
	CONSTRAINT "questions_held_has_reason" CHECK (("questions"."state" = 'held') = ("questions"."held_reason" is not null)),
	CONSTRAINT "questions_merged_has_target" CHECK (("questions"."state" = 'merged') = ("questions"."merged_into" is not null))
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "members_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"party_id" bigint NOT NULL,
	"position" smallint NOT NULL,
	"sealed_name" "bytea",
	"needs" text[] NOT NULL,
	"code" text NOT NULL,
	CONSTRAINT "members_code_unique" UNIQUE("code"),
	CONSTRAINT "members_in_order" UNIQUE("party_id","position")
);
--> statement-breakpoint
CREATE TABLE "parties" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "parties_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"party_id" uuid NOT NULL,
	"town_hall_id" bigint NOT NULL,
	"sitting_id" bigint NOT NULL,
	"person_id" bigint,
	"registered_by" bigint,
	"sealed_contact" "bytea",
	"state" text NOT NULL,
	"place" integer NOT NULL,
	"mode" text NOT NULL,
	"kind" text NOT NULL,
	"dong" text,
	"reserved" boolean DEFAULT false NOT NULL,
	"walk_in" boolean DEFAULT false NOT NULL,
	"answers" jsonb NOT NULL,
	"note" text NOT NULL,
	"lang" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"offer_expires_at" timestamp (3) with time zone,
	"offer_token_hash" "bytea",
	"left_at" timestamp (3) with time zone,
	CONSTRAINT "parties_party_id_unique" UNIQUE("party_id"),
	CONSTRAINT "parties_offer_token_hash_unique" UNIQUE("offer_token_hash"),
	CONSTRAINT "parties_in_order" UNIQUE("sitting_id","place"),
	CONSTRAINT "parties_offer_has_limit" CHECK (("parties"."state" = 'offered') = ("parties"."offer_expires_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "gathering_limits" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "gathering_limits_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"from_day" date NOT NULL,
	"until_day" date NOT NULL,
	"seats" integer NOT NULL,
	"reason" text NOT NULL,
	"set_by" bigint NOT NULL,
	"lifted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "gathering_limits_in_order" CHECK ("gathering_limits"."from_day" <= "gathering_limits"."until_day" and "gathering_limits"."seats" >= 0)
);
--> statement-breakpoint
CREATE TABLE "quotas" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "quotas_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"sitting_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"seats" integer NOT NULL,
	CONSTRAINT "quotas_once" UNIQUE("sitting_id","kind","key"),
	CONSTRAINT "quotas_not_negative" CHECK ("quotas"."seats" >= 0)
);
--> statement-breakpoint
CREATE TABLE "sittings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sittings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"town_hall_id" bigint NOT NULL,
	"position" smallint NOT NULL,
	"name" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"place" text NOT NULL,
	"address" text NOT NULL,
	"online_url" text,
	"last_place" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "sittings_in_order" UNIQUE("town_hall_id","position"),
	CONSTRAINT "sittings_time_in_order" CHECK ("sittings"."starts_at" < "sittings"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "town_halls" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "town_halls_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"state" text NOT NULL,
	"form" text NOT NULL,
	"title_ko" text NOT NULL,
	"title_en" text NOT NULL,
	"summary_ko" text NOT NULL,
	"summary_en" text NOT NULL,
	"host" text NOT NULL,
	"agenda" jsonb NOT NULL,
	"form_questions" jsonb NOT NULL,
	"registration_opens_at" timestamp (3) with time zone NOT NULL,
	"registration_closes_at" timestamp (3) with time zone NOT NULL,
	"admission" text NOT NULL,
	"quotas_open_at" timestamp (3) with time zone,
	"offer_hours" smallint NOT NULL,
	"reminder_hours" smallint[] NOT NULL,
	"seed_hash" "bytea",
	"sealed_seed" "bytea",
	"seed" text,
	"drawn_at" timestamp (3) with time zone,
	"sealed_ticket_key" "bytea" NOT NULL,
	"ticket_public_key" "bytea" NOT NULL,
	"cancel_reason" text,
	"created_by" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"announced_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "town_halls_registration_in_order" CHECK ("town_halls"."registration_opens_at" < "town_halls"."registration_closes_at"),
	CONSTRAINT "town_halls_cancelled_has_reason" CHECK (("town_halls"."state" = 'cancelled') = ("town_halls"."cancel_reason" is not null)),
	CONSTRAINT "town_halls_draw_is_committed" CHECK ("town_halls"."admission" = 'order' or "town_halls"."state" = 'draft' or "town_halls"."seed_hash" is not null)
);
--> statement-breakpoint
CREATE TABLE "zones" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "zones_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"name_ko" text NOT NULL,
	"name_en" text NOT NULL,
	"dong_codes" text[] NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date,
	CONSTRAINT "zones_once" UNIQUE("code","from_day")
);
--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_sitting_id_sittings_id_fk" FOREIGN KEY ("sitting_id") REFERENCES "public"."sittings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_device_id_door_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."door_devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "door_devices" ADD CONSTRAINT "door_devices_sitting_id_sittings_id_fk" FOREIGN KEY ("sitting_id") REFERENCES "public"."sittings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "door_devices" ADD CONSTRAINT "door_devices_created_by_officers_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_sitting_id_sittings_id_fk" FOREIGN KEY ("sitting_id") REFERENCES "public"."sittings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visits" ADD CONSTRAINT "visits_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_votes" ADD CONSTRAINT "question_votes_question_id_questions_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."questions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_votes" ADD CONSTRAINT "question_votes_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_town_hall_id_town_halls_id_fk" FOREIGN KEY ("town_hall_id") REFERENCES "public"."town_halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "questions" ADD CONSTRAINT "questions_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_party_id_parties_id_fk" FOREIGN KEY ("party_id") REFERENCES "public"."parties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parties" ADD CONSTRAINT "parties_town_hall_id_town_halls_id_fk" FOREIGN KEY ("town_hall_id") REFERENCES "public"."town_halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parties" ADD CONSTRAINT "parties_sitting_id_sittings_id_fk" FOREIGN KEY ("sitting_id") REFERENCES "public"."sittings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parties" ADD CONSTRAINT "parties_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "parties" ADD CONSTRAINT "parties_registered_by_officers_id_fk" FOREIGN KEY ("registered_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gathering_limits" ADD CONSTRAINT "gathering_limits_set_by_officers_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quotas" ADD CONSTRAINT "quotas_sitting_id_sittings_id_fk" FOREIGN KEY ("sitting_id") REFERENCES "public"."sittings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sittings" ADD CONSTRAINT "sittings_town_hall_id_town_halls_id_fk" FOREIGN KEY ("town_hall_id") REFERENCES "public"."town_halls"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "town_halls" ADD CONSTRAINT "town_halls_created_by_officers_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "check_ins_of_sitting" ON "check_ins" USING btree ("sitting_id","at");--> statement-breakpoint
CREATE INDEX "check_ins_of_member" ON "check_ins" USING btree ("member_id");--> statement-breakpoint
CREATE UNIQUE INDEX "visits_inside_once" ON "visits" USING btree ("member_id") WHERE left_at is null;--> statement-breakpoint
CREATE INDEX "visits_of_sitting" ON "visits" USING btree ("sitting_id");--> statement-breakpoint
CREATE INDEX "question_votes_of_person" ON "question_votes" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "questions_one_on_stage" ON "questions" USING btree ("town_hall_id") WHERE state = 'on-stage';--> statement-breakpoint
CREATE INDEX "questions_of_town_hall" ON "questions" USING btree ("town_hall_id","state","id");--> statement-breakpoint
CREATE UNIQUE INDEX "parties_once" ON "parties" USING btree ("town_hall_id","person_id") WHERE state in ('applied', 'waiting', 'offered', 'confirmed');--> statement-breakpoint
CREATE INDEX "parties_of_sitting" ON "parties" USING btree ("sitting_id","state","place");--> statement-breakpoint
CREATE INDEX "parties_of_person" ON "parties" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sittings_by_time" ON "sittings" USING btree ("starts_at");--> statement-breakpoint
CREATE INDEX "town_halls_of_state" ON "town_halls" USING btree ("state","id");--> statement-breakpoint
grant delete on question_votes, quotas to sotong_app;
--> statement-breakpoint
-- Everything that was tried at a door stays as it was.
revoke update on check_ins from sotong_app;
--> statement-breakpoint
do $$
declare line record; name text;
begin
  for line in select * from (values
    ('town_halls', 'public', 'id state form title_ko title_en summary_ko summary_en host agenda form_questions registration_opens_at registration_closes_at admission quotas_open_at offer_hours reminder_hours seed_hash seed drawn_at ticket_public_key cancel_reason announced_at ended_at'),
    ('town_halls', 'internal', 'created_by created_at updated_at'),
    ('town_halls', 'sealed', 'sealed_seed sealed_ticket_key'),
    ('sittings', 'public', 'id town_hall_id position name starts_at ends_at place address'),
    ('sittings', 'internal', 'online_url last_place'),
    ('quotas', 'public', 'id sitting_id kind key seats'),
    ('zones', 'public', 'id code name_ko name_en dong_codes from_day until_day'),
    ('gathering_limits', 'public', 'id from_day until_day seats reason lifted_at created_at'),
    ('gathering_limits', 'internal', 'set_by'),
    ('parties', 'internal', 'id party_id town_hall_id sitting_id registered_by state place reserved walk_in lang created_at updated_at confirmed_at offer_expires_at offer_token_hash left_at'),
    ('parties', 'personal', 'person_id mode kind dong answers note'),
    ('parties', 'sealed', 'sealed_contact'),
    ('members', 'internal', 'id party_id position code'),
    ('members', 'personal', 'needs'),
    ('members', 'sealed', 'sealed_name'),
    ('door_devices', 'internal', 'id sitting_id name token_hash may_search created_by created_at expires_at revoked_at last_seen_at'),
    ('check_ins', 'internal', 'id sitting_id device_id kind outcome conflict offline at received_at'),
    ('check_ins', 'personal', 'member_id'),
    ('visits', 'internal', 'id sitting_id'),
    ('visits', 'personal', 'member_id entered_at left_at'),
    ('questions', 'public', 'id town_hall_id shown_name text lang state merged_into beforehand at updated_at'),
    ('questions', 'internal', 'command_id held_reason'),
    ('questions', 'personal', 'person_id'),
    ('question_votes', 'personal', 'question_id person_id at')
  ) as classes(owner, class, names)
  loop
    foreach name in array string_to_array(line.names, ' ') loop
      execute format('comment on column %I.%I is %L', line.owner, name, line.class);
    end loop;
  end loop;
end $$;
