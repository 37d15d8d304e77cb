CREATE TABLE "draw_places" (
	"sitting_id" bigint NOT NULL,
	"place" integer NOT NULL,
	"party_id" uuid NOT NULL,
	CONSTRAINT "draw_places_sitting_id_place_pk" PRIMARY KEY("sitting_id","place"),
	CONSTRAINT "draw_places_party_id_unique" UNIQUE("party_id")
);
--> statement-breakpoint
ALTER TABLE "parties" ADD COLUMN "moved_online" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sittings" ADD COLUMN "reminded_hours" smallint[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "draw_places" ADD CONSTRAINT "draw_places_sitting_id_sittings_id_fk" FOREIGN KEY ("sitting_id") REFERENCES "public"."sittings"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- A party that comes with fewer people gives up members; the result of a draw is written once.
grant delete on members to sotong_app;
--> statement-breakpoint
revoke update on draw_places from sotong_app;
--> statement-breakpoint
comment on column parties.moved_online is 'personal';
--> statement-breakpoint
comment on column sittings.reminded_hours is 'internal';
--> statement-breakpoint
comment on column draw_places.sitting_id is 'public';
--> statement-breakpoint
comment on column draw_places.place is 'public';
--> statement-breakpoint
comment on column draw_places.party_id is 'public: chosen at random by the browser; tells nobody who it is';
