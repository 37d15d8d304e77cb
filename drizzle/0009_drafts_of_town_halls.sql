-- A draft can be thrown away and its sittings with it; what was announced stays.
grant delete on town_halls, sittings to sotong_app;
--> statement-breakpoint
create function refuse_to_delete_announced_town_halls() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' then raise exception 'town hall % was announced and cannot be deleted', old.id; end if;
  return old;
end $$;
--> statement-breakpoint
create trigger town_halls_only_drafts_are_deleted before delete on town_halls
  for each row execute function refuse_to_delete_announced_town_halls();
