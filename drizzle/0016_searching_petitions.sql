CREATE TABLE "petition_search" (
	"petition_id" bigint PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"closes_at" timestamp (3) with time zone,
	"title" text NOT NULL,
	"bare" text NOT NULL,
	"initials" text NOT NULL,
	"title_grams" integer[] NOT NULL,
	"grams" integer[] NOT NULL,
	"lists" text[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "petition_search" ADD CONSTRAINT "petition_search_petition_id_petitions_id_fk" FOREIGN KEY ("petition_id") REFERENCES "public"."petitions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "petition_search_newest" ON "petition_search" USING btree ("at" DESC NULLS LAST,"petition_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "petition_search_grams" ON "petition_search" USING gin ("title_grams","grams","lists");--> statement-breakpoint
CREATE INDEX "petition_search_title" ON "petition_search" USING gin (normalize("title", NFD) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "petition_search_bare" ON "petition_search" USING gin (normalize("bare", NFD) gin_trgm_ops);
--> statement-breakpoint
-- Texts as they are compared, and what of them is looked up. server/petitions/reading/{letters,korean}.rules.ts do the
-- same to what is typed; a test compares them. All are immutable, so that what is stored stays true.
create function search_soft() returns text language sql immutable parallel safe as $$
  select E'\u0009\u000a\u000b\u000c\u000d\u0020\u00a0\u00ad\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff.,!?~\'"`()[]{}<>:;/-\u00b7\u2026\u2025\u201c\u201d\u2018\u2019\u300a\u300b\u3008\u3009\u300c\u300d\u300e\u300f\u3010\u3011\u3001\u3002\uff0c\uff0e\uff01\uff1f\uff1a\uff1b\uff08\uff09\uff5e\u318d\u2027\u2022\u2013\u2014\u2015'
$$;
--> statement-breakpoint
create function search_fold(t text) returns text language sql immutable strict parallel safe as $$
  select translate(lower(normalize(t, NFC)), search_soft(), '')
$$;
--> statement-breakpoint
-- Without fillers, particles and endings, joined: 불법주차를 단속해 주세요 → 불법주차단속.
create function search_bare(t text) returns text language sql immutable strict parallel safe as $$
  select replace(
    regexp_replace(
      regexp_replace(
        regexp_replace(translate(lower(normalize(t, NFC)), search_soft(), repeat(' ', length(search_soft()))), ' +', ' ', 'g'),
        '(?<![^ ])(?:좀|제발|꼭|더|너무|정말|진짜|또|및|등|수|것|그|이|저|우리|저희|해|하여|위해|위한|위하여|대해|대한|대하여|관한|관련|관련하여|주세요|주십시오|주십시요|주시기|주시길|주시면|줘요|줘|달라|바랍니다|바라요|부탁|부탁드립니다|부탁합니다|부탁해요|청원|청원합니다|청원드립니다|청원드려요|청원글|국민청원|건의|건의합니다|건의드립니다|요청|요청합니다|요청드립니다|촉구|촉구합니다|원합니다|호소합니다|필요합니다|시급합니다|해야합니다|합니다|있습니다|없습니다|있는|없는|있게|없게|하는|되는|시켜|시켜주세요)(?![^ ])', '', 'g'),
      '(?<![^ ])(?!어린이(?![^ ]))([가-힣]{2,}?)(?:에서는|에서도|에게서|으로는|으로도|이라는|에서|에게|에는|에도|으로|이나|까지|부터|마다|조차|처럼|보다|만큼|라는|하고|한테|께서|에의|을|를|이|가|은|는|의|에|도|로|와|과|만|해주세요|해주십시오|해주십시요|해주시기|해주시길|해주시면|하여주십시오|하게해주세요|해달라|해라|하라|하자|합시다|합니다|입니다|됩니다|한다|해야|하여|해서|해요|하는|하기|하게|하도록|되도록|시켜주세요|해)(?![^ ])', '\1', 'g'),
    ' ', '')
$$;
--> statement-breakpoint
create function search_initials(folded text) returns text language sql immutable strict parallel safe as $$
  select coalesce(string_agg(case when c between '가' and '힣'
    then substr('ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ', (ascii(c) - 44032) / 588 + 1, 1) else c end, '' order by i), '')
  from unnest(string_to_array(folded, null)) with ordinality as letters (c, i)
$$;
--> statement-breakpoint
-- Letters, and pairs of neighbours as first << 16 | second; a space keeps its neighbours apart.
create function search_grams(folded text) returns integer[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct gram), '{}')
  from (
    select unnest(array[a, case when b <> 32 then (a << 16) | b end]) as gram
    from (
      select ascii(c) & 65535 as a, ascii(lead(c) over (order by i)) & 65535 as b
      from unnest(string_to_array(folded, null)) with ordinality as letters (c, i)
    ) pairs
    where a <> 32
  ) grams
  where gram is not null
$$;
--> statement-breakpoint
create function keep_petition_search() returns trigger language plpgsql as $$
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
    stages || ('number:' || new.number) || array(select 'dong:' || unnest(new.dong_codes))
      || case when new.category_code is null then '{}' else array['category:' || new.category_code] end)
  on conflict (petition_id) do update set (at, closes_at, title, bare, initials, title_grams, grams, lists)
    = (excluded.at, excluded.closes_at, excluded.title, excluded.bare, excluded.initials, excluded.title_grams,
      excluded.grams, excluded.lists);
  return null;
end $$;
--> statement-breakpoint
-- Ranks and counts change often and are not searched: only these columns matter.
create trigger petitions_are_searched after insert or update of number, title, problem, proposal, effect, category_code,
  dong_codes, state, response, received_at, opened_at, closes_at, hidden_at, ground_code on petitions
  for each row execute function keep_petition_search();
--> statement-breakpoint
create function search_petitions_of_ground() returns trigger language plpgsql as $$
begin
  update petitions set ground_code = ground_code where ground_code = new.code;
  return null;
end $$;
--> statement-breakpoint
create trigger grounds_withhold_from_search after update of text_public on rejection_grounds
  for each row when (old.text_public is distinct from new.text_public) execute function search_petitions_of_ground();
--> statement-breakpoint
grant delete on petition_search to sotong_app;
--> statement-breakpoint
-- How often a letter or a word occurs decides whether its index or the newest petitions are read: know it well.
alter table petition_search alter column title_grams set statistics 300, alter column grams set statistics 300;
--> statement-breakpoint
alter index petition_search_title alter column 1 set statistics 300;
--> statement-breakpoint
alter index petition_search_bare alter column 1 set statistics 300;
--> statement-breakpoint
-- What was filed since the last cleaning is searched one by one: little of it.
alter index petition_search_grams set (gin_pending_list_limit = 512);
--> statement-breakpoint
-- The letters stand apart, so that a row stays narrow.
alter table petition_search alter column grams set storage external;
--> statement-breakpoint
alter table petition_search set (toast_tuple_target = 512);
--> statement-breakpoint
update petitions set number = number where state <> 'draft';
--> statement-breakpoint
comment on column petition_search.petition_id is 'public';
--> statement-breakpoint
comment on column petition_search.at is 'public';
--> statement-breakpoint
comment on column petition_search.closes_at is 'public';
--> statement-breakpoint
comment on column petition_search.title is 'public';
--> statement-breakpoint
comment on column petition_search.bare is 'public';
--> statement-breakpoint
comment on column petition_search.initials is 'public';
--> statement-breakpoint
comment on column petition_search.title_grams is 'public';
--> statement-breakpoint
comment on column petition_search.grams is 'public';
--> statement-breakpoint
comment on column petition_search.lists is 'public';
