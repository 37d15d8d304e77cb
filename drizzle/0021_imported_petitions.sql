CREATE TABLE "import_categories" (
	"name" text PRIMARY KEY NOT NULL,
	"category_code" text
);
--> statement-breakpoint
CREATE TABLE "import_sources" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "import_sources_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"ours" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "import_sources_name_unique" UNIQUE("name")
);
--> statement-breakpoint
ALTER TABLE "petitions" DROP CONSTRAINT "petitions_promise_when_open";--> statement-breakpoint
ALTER TABLE "petitions" ADD COLUMN "source_id" bigint;--> statement-breakpoint
ALTER TABLE "petitions" ADD COLUMN "source_number" text;--> statement-breakpoint
ALTER TABLE "petitions" ADD COLUMN "source_category" text;--> statement-breakpoint
ALTER TABLE "import_categories" ADD CONSTRAINT "import_categories_category_code_categories_code_fk" FOREIGN KEY ("category_code") REFERENCES "public"."categories"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "petitions" ADD CONSTRAINT "petitions_source_id_import_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."import_sources"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "petitions_of_source" ON "petitions" USING btree ("source_id","source_number");--> statement-breakpoint
CREATE INDEX "petitions_of_source_category" ON "petitions" USING btree ("source_category") WHERE source_category is not null;--> statement-breakpoint
ALTER TABLE "petitions" ADD CONSTRAINT "petitions_imported_has_number" CHECK (("petitions"."source_id" is null) = ("petitions"."source_number" is null));--> statement-breakpoint
ALTER TABLE "petitions" ADD CONSTRAINT "petitions_promise_when_open" CHECK ("petitions"."opened_at" is null or ("petitions"."closes_at" is not null and ("petitions"."threshold" is not null or "petitions"."source_id" is not null)));
--> statement-breakpoint
-- Imported petitions are found by the number they had, too.
create or replace function keep_petition_search() returns trigger language plpgsql as $$
declare
  stages text[] := list_stages(new.state, new.response, new.hidden_at is not null, new.opened_at is not null);
  withheld boolean := exists (select from rejection_grounds where code = new.ground_code and not text_public);
  title text := case when withheld then '' else new.title end;
  folded text := search_fold(title);
  bare text := search_bare(title);
  initials text := search_initials(folded);
  body text := case when withheld then '' else search_fold(concat_ws(E'\n', new.problem, new.proposal, new.effect)) end;
begin
  if stages = '{}' then
    delete from petition_search where petition_id = new.id;
    return null;
  end if;
  insert into petition_search (petition_id, at, closes_at, title, bare, initials, title_grams, grams, lists)
  values (new.id, coalesce(new.opened_at, new.received_at, new.created_at), new.closes_at, folded, bare, initials,
    search_grams(concat_ws(' ', folded, nullif(bare, folded), initials)),
    search_grams(concat_ws(' ', folded, nullif(bare, folded), body)),
    array_remove(stages || ('number:' || new.number) || ('number:' || lower(new.source_number)), null)
      || array(select 'dong:' || unnest(new.dong_codes))
      || case when new.category_code is null then '{}' else array['category:' || new.category_code] end)
  on conflict (petition_id) do update set (at, closes_at, title, bare, initials, title_grams, grams, lists)
    = (excluded.at, excluded.closes_at, excluded.title, excluded.bare, excluded.initials, excluded.title_grams,
      excluded.grams, excluded.lists);
  return null;
end $$;
--> statement-breakpoint
do $$
declare line record; name text;
begin
  for line in select * from (values
    ('import_sources', 'public', 'id name ours'),
    ('import_sources', 'internal', 'created_at'),
    ('import_categories', 'public', 'name category_code'),
    ('petitions', 'public', 'source_id source_number source_category')
  ) as classes(owner, class, names)
  loop
    foreach name in array string_to_array(line.names, ' ') loop
      execute format('comment on column %I.%I is %L', line.owner, name, line.class);
    end loop;
  end loop;
end $$;
