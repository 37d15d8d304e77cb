CREATE TABLE "report_balances" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "report_balances_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"figure" text NOT NULL,
	"before_day" date NOT NULL,
	"count" integer NOT NULL,
	"reason" text NOT NULL,
	"set_by" bigint,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "report_balances_not_negative" CHECK ("report_balances"."count" >= 0)
);
--> statement-breakpoint
CREATE TABLE "report_budgets" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "report_budgets_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"team_id" bigint NOT NULL,
	"as_of" date NOT NULL,
	"budget_national" integer NOT NULL,
	"budget_city" integer NOT NULL,
	"budget_district" integer NOT NULL,
	"executed_national" integer NOT NULL,
	"executed_city" integer NOT NULL,
	"executed_district" integer NOT NULL,
	"forecast" integer,
	"rate_by_hand" numeric(4, 1),
	"rate_reason" text NOT NULL,
	"set_by" bigint,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "report_budgets_not_negative" CHECK (least("report_budgets"."budget_national", "report_budgets"."budget_city", "report_budgets"."budget_district", "report_budgets"."executed_national",
        "report_budgets"."executed_city", "report_budgets"."executed_district", coalesce("report_budgets"."forecast", 0)) >= 0),
	CONSTRAINT "report_budgets_rate_has_reason" CHECK (("report_budgets"."rate_by_hand" is null) = ("report_budgets"."rate_reason" = ''))
);
--> statement-breakpoint
CREATE TABLE "report_notices" (
	"kind" text NOT NULL,
	"from_day" date NOT NULL,
	"mailed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "report_notices_kind_from_day_pk" PRIMARY KEY("kind","from_day")
);
--> statement-breakpoint
CREATE TABLE "report_prints" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "report_prints_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"team_id" bigint NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"edition" integer NOT NULL,
	"content" text NOT NULL,
	"content_hash" text NOT NULL,
	"printed_by" bigint NOT NULL,
	"printed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "report_prints_in_order" UNIQUE("team_id","from_day","to_day","edition")
);
--> statement-breakpoint
CREATE TABLE "report_settings" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "report_settings_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"from_at" timestamp (3) with time zone NOT NULL,
	"rounding" text NOT NULL,
	"drop_zero" boolean NOT NULL,
	"mail_day" smallint NOT NULL,
	"monthly" boolean NOT NULL,
	"quarterly" boolean NOT NULL,
	"set_by" bigint,
	"reason" text NOT NULL,
	CONSTRAINT "report_settings_from_at_unique" UNIQUE("from_at"),
	CONSTRAINT "report_settings_mail_day" CHECK ("report_settings"."mail_day" between 1 and 28)
);
--> statement-breakpoint
CREATE TABLE "report_teams" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "report_teams_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name_ko" text NOT NULL,
	"name_en" text NOT NULL,
	"from_day" date NOT NULL,
	"until_day" date,
	"successor_id" bigint,
	CONSTRAINT "report_teams_in_order" CHECK ("report_teams"."until_day" is null or "report_teams"."from_day" < "report_teams"."until_day"),
	CONSTRAINT "report_teams_ended_by_successor" CHECK (("report_teams"."until_day" is null) = ("report_teams"."successor_id" is null))
);
--> statement-breakpoint
CREATE TABLE "report_texts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "report_texts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"team_id" bigint NOT NULL,
	"from_day" date NOT NULL,
	"position" smallint NOT NULL,
	"title" text NOT NULL,
	"purpose" text NOT NULL,
	"overview" text NOT NULL,
	"plan" text NOT NULL,
	"lead_town_hall_id" bigint,
	"lead_event_id" bigint,
	"set_by" bigint,
	"set_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "report_balances" ADD CONSTRAINT "report_balances_set_by_officers_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_budgets" ADD CONSTRAINT "report_budgets_team_id_report_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."report_teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_budgets" ADD CONSTRAINT "report_budgets_set_by_officers_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_prints" ADD CONSTRAINT "report_prints_team_id_report_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."report_teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_prints" ADD CONSTRAINT "report_prints_printed_by_officers_id_fk" FOREIGN KEY ("printed_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_settings" ADD CONSTRAINT "report_settings_set_by_officers_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_teams" ADD CONSTRAINT "report_teams_successor_id_report_teams_id_fk" FOREIGN KEY ("successor_id") REFERENCES "public"."report_teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_texts" ADD CONSTRAINT "report_texts_team_id_report_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."report_teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_texts" ADD CONSTRAINT "report_texts_set_by_officers_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "report_balances_of_figure" ON "report_balances" USING btree ("figure","id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "report_budgets_of_team" ON "report_budgets" USING btree ("team_id","as_of" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "report_texts_of_team" ON "report_texts" USING btree ("team_id","from_day" DESC NULLS LAST,"id" DESC NULLS LAST);
--> statement-breakpoint
-- What was set, entered or printed stays as it was; a change is a new row.
revoke update on report_settings, report_balances, report_texts, report_budgets, report_prints, report_notices from sotong_app;
--> statement-breakpoint
do $$
declare line record; name text;
begin
  for line in select * from (values
    ('report_teams', 'internal', 'id name_ko name_en from_day until_day successor_id'),
    ('report_settings', 'internal', 'id from_at rounding drop_zero mail_day monthly quarterly set_by reason'),
    ('report_balances', 'internal', 'id figure before_day count reason set_by set_at'),
    ('report_texts', 'internal', 'id team_id from_day position title purpose overview plan lead_town_hall_id lead_event_id set_by set_at'),
    ('report_budgets', 'internal', 'id team_id as_of budget_national budget_city budget_district executed_national executed_city executed_district forecast rate_by_hand rate_reason set_by set_at'),
    ('report_prints', 'internal', 'id team_id from_day to_day edition content content_hash printed_by printed_at'),
    ('report_notices', 'internal', 'kind from_day mailed_at')
  ) as classes(owner, class, names)
  loop
    foreach name in array string_to_array(line.names, ' ') loop
      execute format('comment on column %I.%I is %L', line.owner, name, line.class);
    end loop;
  end loop;
end $$;
