ALTER TABLE "sittings" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
comment on column sittings.revision is 'public';
