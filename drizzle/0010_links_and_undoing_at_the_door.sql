ALTER TABLE "check_ins" ADD COLUMN "undoes" uuid;--> statement-breakpoint
ALTER TABLE "door_devices" ADD COLUMN "may_admit" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "door_devices" ADD COLUMN "claimed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_undoes_check_ins_id_fk" FOREIGN KEY ("undoes") REFERENCES "public"."check_ins"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "check_ins_undone_once" ON "check_ins" USING btree ("undoes");--> statement-breakpoint
CREATE INDEX "check_ins_in_conflict" ON "check_ins" USING btree ("sitting_id") WHERE conflict;--> statement-breakpoint
-- A stay that was scanned by mistake is taken back; what was tried at the door stays in check_ins.
grant delete on visits to sotong_app;
--> statement-breakpoint
comment on column door_devices.claimed_at is 'internal';
--> statement-breakpoint
comment on column door_devices.may_admit is 'internal';
--> statement-breakpoint
comment on column check_ins.undoes is 'internal';
