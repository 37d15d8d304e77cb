-- Trigram search, and the role under which the server runs: it reads and writes rows, and owns nothing.
-- The password is set at each start by the owner, derived from SECRET_KEY.
create extension if not exists pg_trgm;
--> statement-breakpoint
do $$
begin
  if not exists (select from pg_roles where rolname = 'sotong_app') then
    create role sotong_app login;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;
