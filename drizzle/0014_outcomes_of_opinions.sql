ALTER TABLE "listening_events" ADD COLUMN "cancel_reason" text;--> statement-breakpoint
ALTER TABLE "listening_photos" ADD COLUMN "upload_id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "opinions" ADD COLUMN "outcome" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "opinions" ADD COLUMN "lang" text DEFAULT 'ko' NOT NULL;--> statement-breakpoint
ALTER TABLE "opinions" ADD COLUMN "updated_at" timestamp (3) with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "listening_photos" ADD CONSTRAINT "listening_photos_upload_id_unique" UNIQUE("upload_id");--> statement-breakpoint
do $$
declare line record; name text;
begin
  for line in select * from (values
    ('listening_events', 'public', 'cancel_reason'),
    ('opinions', 'public', 'outcome'),
    ('opinions', 'internal', 'lang updated_at'),
    ('listening_photos', 'internal', 'upload_id')
  ) as classes(owner, class, names)
  loop
    foreach name in array string_to_array(line.names, ' ') loop
      execute format('comment on column %I.%I is %L', line.owner, name, line.class);
    end loop;
  end loop;
end $$;
