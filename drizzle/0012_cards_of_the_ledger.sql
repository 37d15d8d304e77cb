ALTER TABLE "petition_settings" DROP CONSTRAINT "petition_settings_positive";--> statement-breakpoint
ALTER TABLE "follow_up_evidence" ADD COLUMN "shown" boolean NOT NULL;--> statement-breakpoint
ALTER TABLE "follow_up_listeners" ADD COLUMN "standing_told_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "follow_up_moves" ADD COLUMN "act" text NOT NULL;--> statement-breakpoint
ALTER TABLE "follow_up_moves" ADD COLUMN "to_state" text;--> statement-breakpoint
ALTER TABLE "follow_up_moves" ADD COLUMN "from_department_id" bigint;--> statement-breakpoint
ALTER TABLE "follow_up_moves" ADD COLUMN "to_department_id" bigint;--> statement-breakpoint
ALTER TABLE "follow_up_moves" ADD COLUMN "before" jsonb;--> statement-breakpoint
ALTER TABLE "follow_up_moves" ADD COLUMN "batch_id" uuid;--> statement-breakpoint
ALTER TABLE "petition_settings" ADD COLUMN "tell_days" integer DEFAULT 15 NOT NULL;--> statement-breakpoint
ALTER TABLE "follow_up_moves" ADD CONSTRAINT "follow_up_moves_from_department_id_departments_id_fk" FOREIGN KEY ("from_department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_up_moves" ADD CONSTRAINT "follow_up_moves_to_department_id_departments_id_fk" FOREIGN KEY ("to_department_id") REFERENCES "public"."departments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_merged_into_follow_ups_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."follow_ups"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "follow_up_moves_of_batch" ON "follow_up_moves" USING btree ("batch_id");--> statement-breakpoint
CREATE INDEX "follow_ups_merged" ON "follow_ups" USING btree ("merged_into");--> statement-breakpoint
ALTER TABLE "follow_up_moves" DROP COLUMN "move";--> statement-breakpoint
ALTER TABLE "petition_settings" ADD CONSTRAINT "petition_settings_positive" CHECK ("petition_settings"."window_days" > 0 and "petition_settings"."threshold" > 0 and "petition_settings"."mayor_days" > 0 and "petition_settings"."department_days" > 0
        and "petition_settings"."interim_days" > 0 and "petition_settings"."review_days" > 0 and "petition_settings"."supplement_days" > 0 and "petition_settings"."tell_days" > 0 and "petition_settings"."min_level_counted" between 0 and 2);--> statement-breakpoint
do $$
declare line record; name text;
begin
  for line in select * from (values
    ('follow_up_evidence', 'public', 'shown'),
    ('follow_up_listeners', 'internal', 'standing_told_at'),
    ('follow_up_moves', 'public', 'act to_state from_department_id to_department_id'),
    ('follow_up_moves', 'internal', 'before batch_id'),
    ('petition_settings', 'public', 'tell_days')
  ) as classes(owner, class, names)
  loop
    foreach name in array string_to_array(line.names, ' ') loop
      execute format('comment on column %I.%I is %L', line.owner, name, line.class);
    end loop;
  end loop;
end $$;
