CREATE TABLE "consents" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "consents_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"person_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"text_version" text NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "identities_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"person_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"sealed_address" "bytea",
	"provider" text,
	"level" smallint NOT NULL,
	"verified_at" timestamp (3) with time zone NOT NULL,
	"unlinked_at" timestamp (3) with time zone,
	CONSTRAINT "identities_once" UNIQUE("kind","key_hash")
);
--> statement-breakpoint
CREATE TABLE "officer_invitations" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "officer_invitations_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"token_hash" "bytea" NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"department_id" bigint,
	"invited_by" bigint,
	"sealed_totp" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"cancelled" boolean DEFAULT false NOT NULL,
	CONSTRAINT "officer_invitations_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "officers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "officers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"department_id" bigint,
	"phone" text,
	"password_hash" text NOT NULL,
	"sealed_totp" "bytea" NOT NULL,
	"last_totp_step" bigint,
	"failures" integer DEFAULT 0 NOT NULL,
	"locked_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"disabled_at" timestamp (3) with time zone,
	CONSTRAINT "officers_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "persons" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "persons_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"person_key" "bytea" NOT NULL,
	"belonging" text,
	"dong" text,
	"display_name" text,
	"lang" text NOT NULL,
	"over_fourteen_at" timestamp (3) with time zone,
	"merged_into" bigint,
	"created_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "persons_person_key_unique" UNIQUE("person_key"),
	CONSTRAINT "persons_dong_when_here" CHECK ("persons"."belonging" is null or "persons"."belonging" = 'elsewhere' or "persons"."dong" is not null)
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id_hash" "bytea" PRIMARY KEY NOT NULL,
	"person_id" bigint,
	"officer_id" bigint,
	"device" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"rechecked_until" timestamp (3) with time zone,
	CONSTRAINT "sessions_one_owner" CHECK (num_nonnulls("sessions"."person_id", "sessions"."officer_id") = 1)
);
--> statement-breakpoint
CREATE TABLE "sign_in_codes" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "sign_in_codes_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"email_hash" "bytea" NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_entries_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" bigint,
	"act" text NOT NULL,
	"about_kind" text NOT NULL,
	"about_id" text NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_seals" (
	"entry_id" bigint PRIMARY KEY NOT NULL,
	"position" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "audit_seals_position_unique" UNIQUE("position")
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mails_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"purpose" text NOT NULL,
	"recipient_hash" "bytea" NOT NULL,
	"sealed_mail" "bytea",
	"attempts" smallint DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"failed_at" timestamp (3) with time zone,
	"failure" text,
	CONSTRAINT "mails_once" UNIQUE("purpose","recipient_hash")
);
--> statement-breakpoint
CREATE TABLE "answers" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "answers_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"petition_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"interim" boolean NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"video_file" uuid,
	"video_link" text,
	"captions_file" uuid,
	"poster_file" uuid,
	"transcript" text NOT NULL,
	"department_id" bigint NOT NULL,
	"drafted_by" bigint NOT NULL,
	"approved_by" bigint,
	"approved_version" integer,
	"approved_at" timestamp (3) with time zone,
	"returned_reason" text,
	"published_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "answers_two_people" CHECK ("answers"."approved_by" is null or "answers"."approved_by" <> "answers"."drafted_by"),
	CONSTRAINT "answers_published_as_approved" CHECK ("answers"."state" <> 'published' or ("answers"."approved_version" = "answers"."version" and "answers"."published_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "commitments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "commitments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"answer_id" bigint NOT NULL,
	"position" smallint NOT NULL,
	"text" text NOT NULL,
	"department_id" bigint NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "commitments_in_order" UNIQUE("answer_id","position")
);
--> statement-breakpoint
CREATE TABLE "endorsements" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "endorsements_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"petition_id" bigint NOT NULL,
	"person_key" "bytea" NOT NULL,
	"dong" text,
	"level" smallint NOT NULL,
	"route" text NOT NULL,
	"endorsed_at" timestamp (3) with time zone NOT NULL,
	"ordinal" integer NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	"invalidated_at" timestamp (3) with time zone,
	"invalid_reason" text
);
--> statement-breakpoint
CREATE TABLE "establishments" (
	"petition_id" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"total" integer NOT NULL,
	"threshold" integer NOT NULL,
	"announced_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "extensions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "extensions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"petition_id" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"from_due_at" timestamp (3) with time zone NOT NULL,
	"to_due_at" timestamp (3) with time zone NOT NULL,
	"reason" text NOT NULL,
	"officer_id" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "petition_counts" (
	"petition_id" bigint PRIMARY KEY NOT NULL,
	"imported" integer DEFAULT 0 NOT NULL,
	"online" integer DEFAULT 0 NOT NULL,
	"paper" integer DEFAULT 0 NOT NULL,
	"total" integer GENERATED ALWAYS AS (imported + online + paper) STORED NOT NULL,
	CONSTRAINT "petition_counts_never_negative" CHECK ("petition_counts"."imported" >= 0 and "petition_counts"."online" >= 0 and "petition_counts"."paper" >= 0)
);
--> statement-breakpoint
CREATE TABLE "petition_moves" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "petition_moves_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"petition_id" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"move" text NOT NULL,
	"public_note" text,
	"internal_note" text,
	"officer_id" bigint
);
--> statement-breakpoint
CREATE TABLE "petition_numbers" (
	"year" smallint PRIMARY KEY NOT NULL,
	"last" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "petitions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "petitions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"draft_id" uuid NOT NULL,
	"number" text,
	"author_id" bigint,
	"author_shown" text,
	"sealed_contact" "bytea",
	"filed_by" bigint,
	"route" text NOT NULL,
	"lang" text NOT NULL,
	"title" text NOT NULL,
	"problem" text NOT NULL,
	"proposal" text NOT NULL,
	"effect" text NOT NULL,
	"category_code" text,
	"dong_codes" text[] DEFAULT '{}' NOT NULL,
	"department_id" bigint,
	"state" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone,
	"review_due_at" timestamp (3) with time zone,
	"supplement_due_at" timestamp (3) with time zone,
	"opened_at" timestamp (3) with time zone,
	"closes_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"threshold" integer,
	"mayor_days" integer,
	"department_days" integer,
	"interim_days" integer,
	"min_level_counted" smallint,
	"response" text DEFAULT 'none' NOT NULL,
	"response_kind" text,
	"response_due_at" timestamp (3) with time zone,
	"answered_at" timestamp (3) with time zone,
	"hidden_at" timestamp (3) with time zone,
	"hidden_reason" text,
	"removed" boolean DEFAULT false NOT NULL,
	"ground_code" text,
	"decision_note" text,
	"transferred_to" text,
	"merged_into" bigint,
	"rank_total" integer DEFAULT 0 NOT NULL,
	"rank_rising" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "petitions_draft_id_unique" UNIQUE("draft_id"),
	CONSTRAINT "petitions_number_unique" UNIQUE("number"),
	CONSTRAINT "petitions_number_when_sent" CHECK (("petitions"."state" = 'draft') = ("petitions"."number" is null)),
	CONSTRAINT "petitions_promise_when_open" CHECK ("petitions"."opened_at" is null or ("petitions"."closes_at" is not null and "petitions"."threshold" is not null)),
	CONSTRAINT "petitions_due_has_date" CHECK ("petitions"."response" <> 'due' or ("petitions"."response_kind" is not null and "petitions"."response_due_at" is not null)),
	CONSTRAINT "petitions_answered_has_date" CHECK (("petitions"."response" = 'answered') = ("petitions"."answered_at" is not null)),
	CONSTRAINT "petitions_hidden_has_reason" CHECK (("petitions"."hidden_at" is null) = ("petitions"."hidden_reason" is null)),
	CONSTRAINT "petitions_removed_is_hidden" CHECK (not "petitions"."removed" or "petitions"."hidden_at" is not null),
	CONSTRAINT "petitions_rejected_has_ground" CHECK ("petitions"."state" <> 'rejected' or "petitions"."ground_code" is not null),
	CONSTRAINT "petitions_merged_has_target" CHECK (("petitions"."state" = 'merged') = ("petitions"."merged_into" is not null))
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"petition_id" bigint NOT NULL,
	"person_id" bigint NOT NULL,
	"on_answer" boolean NOT NULL,
	"on_established" boolean NOT NULL,
	"on_commitment" boolean NOT NULL,
	CONSTRAINT "subscriptions_petition_id_person_id_pk" PRIMARY KEY("petition_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" bigint NOT NULL,
	"sha256" "bytea" NOT NULL,
	"uploaded_by" bigint NOT NULL,
	"uploaded_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotent_replies" (
	"owner" text NOT NULL,
	"key" uuid NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"status" integer NOT NULL,
	"body" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotent_replies_owner_key_pk" PRIMARY KEY("owner","key")
);
--> statement-breakpoint
CREATE TABLE "categories" (
	"code" text PRIMARY KEY NOT NULL,
	"name_ko" text NOT NULL,
	"name_en" text NOT NULL,
	"position" smallint NOT NULL,
	"retired_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "departments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "departments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"name_ko" text NOT NULL,
	"name_en" text NOT NULL,
	"phone" text NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date,
	"successor_id" bigint,
	CONSTRAINT "departments_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "dongs" (
	"code" text PRIMARY KEY NOT NULL,
	"name_ko" text NOT NULL,
	"name_en" text NOT NULL,
	"short_ko" text NOT NULL,
	"tile_column" smallint NOT NULL,
	"tile_row" smallint NOT NULL,
	"position" smallint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "holidays" (
	"day" date PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "petition_settings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "petition_settings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"from_at" timestamp (3) with time zone NOT NULL,
	"window_days" integer NOT NULL,
	"threshold" integer NOT NULL,
	"mayor_days" integer NOT NULL,
	"department_days" integer NOT NULL,
	"interim_days" integer NOT NULL,
	"review_days" integer NOT NULL,
	"supplement_days" integer NOT NULL,
	"min_level_counted" smallint NOT NULL,
	"set_by" bigint,
	"reason" text NOT NULL,
	CONSTRAINT "petition_settings_from_at_unique" UNIQUE("from_at"),
	CONSTRAINT "petition_settings_positive" CHECK ("petition_settings"."window_days" > 0 and "petition_settings"."threshold" > 0 and "petition_settings"."mayor_days" > 0 and "petition_settings"."department_days" > 0
        and "petition_settings"."interim_days" > 0 and "petition_settings"."review_days" > 0 and "petition_settings"."supplement_days" > 0 and "petition_settings"."min_level_counted" between 0 and 2)
);
--> statement-breakpoint
CREATE TABLE "rejection_grounds" (
	"code" text PRIMARY KEY NOT NULL,
	"name_ko" text NOT NULL,
	"name_en" text NOT NULL,
	"remedy_ko" text NOT NULL,
	"remedy_en" text NOT NULL,
	"text_public" boolean NOT NULL,
	"position" smallint NOT NULL,
	"retired_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "officer_invitations" ADD CONSTRAINT "officer_invitations_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "officer_invitations" ADD CONSTRAINT "officer_invitations_invited_by_officers_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "officers" ADD CONSTRAINT "officers_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_officer_id_officers_id_fk" FOREIGN KEY ("officer_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_seals" ADD CONSTRAINT "audit_seals_entry_id_audit_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."audit_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_drafted_by_officers_id_fk" FOREIGN KEY ("drafted_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_approved_by_officers_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_answer_id_answers_id_fk" FOREIGN KEY ("answer_id") REFERENCES "public"."answers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commitments" ADD CONSTRAINT "commitments_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "endorsements" ADD CONSTRAINT "endorsements_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "establishments" ADD CONSTRAINT "establishments_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_officer_id_officers_id_fk" FOREIGN KEY ("officer_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petition_counts" ADD CONSTRAINT "petition_counts_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petition_moves" ADD CONSTRAINT "petition_moves_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petition_moves" ADD CONSTRAINT "petition_moves_officer_id_officers_id_fk" FOREIGN KEY ("officer_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petitions" ADD CONSTRAINT "petitions_author_id_persons_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petitions" ADD CONSTRAINT "petitions_filed_by_officers_id_fk" FOREIGN KEY ("filed_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petitions" ADD CONSTRAINT "petitions_category_code_categories_code_fk" FOREIGN KEY ("category_code") REFERENCES "public"."categories"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petitions" ADD CONSTRAINT "petitions_department_id_departments_id_fk" FOREIGN KEY ("department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petitions" ADD CONSTRAINT "petitions_ground_code_rejection_grounds_code_fk" FOREIGN KEY ("ground_code") REFERENCES "public"."rejection_grounds"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "consents_of_person" ON "consents" USING btree ("person_id","kind");--> statement-breakpoint
CREATE INDEX "identities_of_person" ON "identities" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sessions_of_person" ON "sessions" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sessions_of_officer" ON "sessions" USING btree ("officer_id");--> statement-breakpoint
CREATE INDEX "sign_in_codes_of_email" ON "sign_in_codes" USING btree ("email_hash","created_at");--> statement-breakpoint
CREATE INDEX "audit_entries_about" ON "audit_entries" USING btree ("about_kind","about_id","id");--> statement-breakpoint
CREATE INDEX "mails_by_time" ON "mails" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "answers_one_final" ON "answers" USING btree ("petition_id") WHERE not interim;--> statement-breakpoint
CREATE INDEX "answers_of_petition" ON "answers" USING btree ("petition_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "endorsements_once" ON "endorsements" USING btree ("petition_id","person_key") WHERE withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "endorsements_of_person" ON "endorsements" USING btree ("person_key","id");--> statement-breakpoint
CREATE INDEX "endorsements_by_time" ON "endorsements" USING btree ("petition_id","endorsed_at");--> statement-breakpoint
CREATE INDEX "extensions_of_petition" ON "extensions" USING btree ("petition_id");--> statement-breakpoint
CREATE INDEX "petition_moves_of_petition" ON "petition_moves" USING btree ("petition_id","id");--> statement-breakpoint
CREATE INDEX "petitions_newest" ON "petitions" USING btree ("state","opened_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "petitions_closing" ON "petitions" USING btree ("state","closes_at","id");--> statement-breakpoint
CREATE INDEX "petitions_most" ON "petitions" USING btree ("state","rank_total" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "petitions_rising" ON "petitions" USING btree ("state","rank_rising" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "petitions_response" ON "petitions" USING btree ("response","response_due_at","id");--> statement-breakpoint
CREATE INDEX "petitions_answered" ON "petitions" USING btree ("answered_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "petitions_of_author" ON "petitions" USING btree ("author_id","id");--> statement-breakpoint
CREATE INDEX "petitions_of_department" ON "petitions" USING btree ("department_id","response");--> statement-breakpoint
CREATE INDEX "petitions_of_category" ON "petitions" USING btree ("category_code","state");--> statement-breakpoint
CREATE INDEX "petitions_of_dong" ON "petitions" USING gin ("dong_codes");