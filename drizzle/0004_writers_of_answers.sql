ALTER TABLE "answers" ADD COLUMN "written_by" bigint[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "answers" ADD CONSTRAINT "answers_approved_by_no_writer" CHECK ("answers"."approved_by" is null or "answers"."approved_by" <> all ("answers"."written_by"));
--> statement-breakpoint
comment on column answers.written_by is 'internal';
--> statement-breakpoint
-- Uploads that nothing refers to are swept.
grant delete on files to sotong_app;
