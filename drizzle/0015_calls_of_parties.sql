CREATE TABLE "party_calls" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "party_calls_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"party_id" bigint NOT NULL,
	"what" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"told_at" timestamp (3) with time zone,
	"told_by" bigint,
	CONSTRAINT "party_calls_once" UNIQUE("party_id","what"),
	CONSTRAINT "party_calls_told_by_someone" CHECK (("party_calls"."told_at" is null) = ("party_calls"."told_by" is null))
);
--> statement-breakpoint
ALTER TABLE "party_calls" ADD CONSTRAINT "party_calls_party_id_parties_id_fk" FOREIGN KEY ("party_id") REFERENCES "public"."parties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "party_calls" ADD CONSTRAINT "party_calls_told_by_officers_id_fk" FOREIGN KEY ("told_by") REFERENCES "public"."officers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "party_calls_to_make" ON "party_calls" USING btree ("party_id") WHERE told_at is null;--> statement-breakpoint
comment on column party_calls.id is 'internal';
--> statement-breakpoint
comment on column party_calls.party_id is 'internal';
--> statement-breakpoint
comment on column party_calls.what is 'internal';
--> statement-breakpoint
comment on column party_calls.at is 'internal';
--> statement-breakpoint
comment on column party_calls.told_at is 'internal';
--> statement-breakpoint
comment on column party_calls.told_by is 'internal';
