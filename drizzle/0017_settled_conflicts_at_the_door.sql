CREATE TABLE "settled_conflicts" (
	"check_in_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"officer_id" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "settled_conflicts" ADD CONSTRAINT "settled_conflicts_check_in_id_check_ins_id_fk" FOREIGN KEY ("check_in_id") REFERENCES "public"."check_ins"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settled_conflicts" ADD CONSTRAINT "settled_conflicts_officer_id_officers_id_fk" FOREIGN KEY ("officer_id") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
comment on column settled_conflicts.check_in_id is 'internal';
--> statement-breakpoint
comment on column settled_conflicts.at is 'internal';
--> statement-breakpoint
comment on column settled_conflicts.officer_id is 'internal';
--> statement-breakpoint
revoke update on settled_conflicts from sotong_app;
