-- What the server's role may do. It owns nothing; audit entries and seals it can add and read, never change.
alter default privileges in schema public grant select, insert, update on tables to sotong_app;
--> statement-breakpoint
grant usage on schema public to sotong_app;
--> statement-breakpoint
grant select, insert, update on all tables in schema public to sotong_app;
--> statement-breakpoint
grant delete on sessions, sign_in_codes, idempotent_replies, subscriptions, commitments, holidays, petitions to sotong_app;
--> statement-breakpoint
revoke update on audit_entries, audit_seals from sotong_app;
--> statement-breakpoint
-- A petition that was sent stays; only a draft can be thrown away.
create function refuse_to_delete_sent_petitions() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' then raise exception 'petition % was sent and cannot be deleted', old.number; end if;
  return old;
end $$;
--> statement-breakpoint
create trigger petitions_only_drafts_are_deleted before delete on petitions
  for each row execute function refuse_to_delete_sent_petitions();
--> statement-breakpoint
-- The hot row: room on the page for new versions of itself, so that updates stay heap-only.
alter table petition_counts set (fillfactor = 50);
--> statement-breakpoint
-- Class of every column: public (anyone may read it), internal (officers), personal (about a person), sealed (encrypted).
do $$
declare line record; name text;
begin
  for line in select * from (values
    ('persons', 'internal', 'id merged_into created_at closed_at'),
    ('persons', 'personal', 'person_key belonging dong display_name lang over_fourteen_at'),
    ('identities', 'internal', 'id provider level verified_at unlinked_at kind'),
    ('identities', 'personal', 'person_id key_hash'),
    ('identities', 'sealed', 'sealed_address'),
    ('consents', 'personal', 'id person_id kind text_version given_at withdrawn_at'),
    ('sign_in_codes', 'internal', 'id code_hash attempts created_at expires_at used_at'),
    ('sign_in_codes', 'personal', 'email_hash'),
    ('sessions', 'internal', 'id_hash created_at expires_at officer_id rechecked_until'),
    ('sessions', 'personal', 'person_id device last_seen_at'),
    ('officers', 'internal', 'id role department_id failures locked_until created_at disabled_at last_totp_step'),
    ('officers', 'personal', 'email name phone'),
    ('officers', 'sealed', 'password_hash sealed_totp'),
    ('officer_invitations', 'internal', 'id token_hash role department_id invited_by created_at expires_at used_at cancelled'),
    ('officer_invitations', 'personal', 'email'),
    ('officer_invitations', 'sealed', 'sealed_totp'),
    ('petition_settings', 'public', 'id from_at window_days threshold mayor_days department_days interim_days review_days supplement_days min_level_counted reason'),
    ('petition_settings', 'internal', 'set_by'),
    ('holidays', 'public', 'day name'),
    ('categories', 'public', 'code name_ko name_en position retired_at'),
    ('dongs', 'public', 'code name_ko name_en short_ko tile_column tile_row position'),
    ('departments', 'public', 'id code name_ko name_en phone from_day until_day successor_id'),
    ('rejection_grounds', 'public', 'code name_ko name_en remedy_ko remedy_en text_public position retired_at'),
    ('audit_entries', 'internal', 'id at actor_kind act about_kind about_id'),
    ('audit_entries', 'personal', 'actor_id detail'),
    ('audit_seals', 'internal', 'entry_id position hash sealed_at'),
    ('mails', 'internal', 'id purpose attempts created_at started_at sent_at failed_at failure'),
    ('mails', 'personal', 'recipient_hash'),
    ('mails', 'sealed', 'sealed_mail'),
    ('idempotent_replies', 'internal', 'owner key request_hash status created_at'),
    ('idempotent_replies', 'personal', 'body'),
    ('files', 'internal', 'id sha256 uploaded_by uploaded_at'),
    ('files', 'public', 'name media_type size'),
    ('petitions', 'public', 'id number author_shown route lang title problem proposal effect category_code dong_codes department_id state received_at review_due_at opened_at closes_at closed_at ended_at threshold mayor_days department_days interim_days min_level_counted response response_kind response_due_at answered_at hidden_at hidden_reason removed ground_code decision_note transferred_to merged_into rank_total rank_rising'),
    ('petitions', 'internal', 'draft_id filed_by created_at updated_at supplement_due_at'),
    ('petitions', 'personal', 'author_id'),
    ('petitions', 'sealed', 'sealed_contact'),
    ('petition_numbers', 'public', 'year last'),
    ('petition_counts', 'public', 'petition_id imported online paper total'),
    ('endorsements', 'internal', 'id petition_id route invalidated_at invalid_reason ordinal'),
    ('endorsements', 'personal', 'person_key dong level endorsed_at withdrawn_at'),
    ('establishments', 'public', 'petition_id at total threshold'),
    ('establishments', 'internal', 'announced_at'),
    ('petition_moves', 'public', 'id petition_id at move public_note'),
    ('petition_moves', 'internal', 'internal_note officer_id'),
    ('answers', 'public', 'id petition_id kind interim state version title body video_file video_link captions_file poster_file transcript department_id published_at'),
    ('answers', 'internal', 'drafted_by approved_by approved_version approved_at returned_reason created_at updated_at'),
    ('commitments', 'public', 'id answer_id position text department_id due_at'),
    ('extensions', 'public', 'id petition_id at from_due_at to_due_at reason'),
    ('extensions', 'internal', 'officer_id'),
    ('subscriptions', 'personal', 'petition_id person_id on_answer on_established on_commitment')
  ) as classes(owner, class, names)
  loop
    foreach name in array string_to_array(line.names, ' ') loop
      execute format('comment on column %I.%I is %L', line.owner, name, line.class);
    end loop;
  end loop;
end $$;
