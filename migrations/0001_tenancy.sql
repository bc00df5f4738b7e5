-- Two roles that cannot bypass row-level security. The API reads, the worker writes; both see one workspace at a time.
do $$
declare wanted text;
begin
  foreach wanted in array array['daybook_api', 'daybook_worker'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin nobypassrls', wanted);
      exception when duplicate_object or unique_violation then null; -- another database of this cluster was faster
      end;
    end if;
    -- Having made a role is not enough to become it since PostgreSQL 16.
    begin
      execute format('grant %I to current_user', wanted);
    exception when insufficient_privilege then null; -- whoever made the role had to grant it
    end;
  end loop;
end $$;--> statement-breakpoint
grant usage on schema public to daybook_api, daybook_worker;--> statement-breakpoint
create function current_workspace() returns uuid language sql stable parallel safe
  return nullif(current_setting('daybook.workspace_id', true), '')::uuid;--> statement-breakpoint
do $$
declare it text;
begin
  for it in select tablename from pg_tables where schemaname = 'public' and tablename not like '\_\_%' loop
    execute format('alter table %I enable row level security', it);
    execute format(
      'create policy one_workspace on %I using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()))',
      it);
    execute format('grant select on %I to daybook_api, daybook_worker', it);
    execute format('grant insert, update, delete on %I to daybook_worker', it);
  end loop;
end $$;--> statement-breakpoint
revoke select on credentials, api_keys from daybook_api;--> statement-breakpoint
-- The narrow doors through which a role looks across workspaces. Each answers one question.
create function workspace_of_api_key(wanted_hash text)
  returns table (workspace_id uuid, id uuid, scopes text[])
  language sql stable security definer set search_path = public
begin atomic
  select k.workspace_id, k.id, k.scopes from api_keys k where k.hash = wanted_hash and k.revoked_at is null;
end;--> statement-breakpoint
create function sources_of_remote(wanted_provider text, wanted_remote_id text)
  returns table (workspace_id uuid, id uuid)
  language sql stable security definer set search_path = public
begin atomic
  select s.workspace_id, s.id from sources s
  where s.provider = wanted_provider and s.remote_id = wanted_remote_id and s.disconnected_at is null;
end;--> statement-breakpoint
create function due_streams(as_of timestamptz, at_most integer)
  returns table (workspace_id uuid, source_id uuid, stream text)
  language sql stable security definer set search_path = public
begin atomic
  select t.workspace_id, t.source_id, t.stream
  from stream_states t join sources s on s.workspace_id = t.workspace_id and s.id = t.source_id
  where t.next_run_at <= as_of and t.status <> 'UNSUPPORTED'
    and s.disconnected_at is null and s.paused_at is null and s.reauthorize is null
  order by t.next_run_at limit at_most;
end;--> statement-breakpoint
create function open_webhook_events(as_of timestamptz, at_most integer)
  returns table (workspace_id uuid, source_id uuid)
  language sql stable security definer set search_path = public
begin atomic
  select distinct e.workspace_id, e.source_id from webhook_events e
  where e.processed_at is null and e.due_at <= as_of limit at_most;
end;--> statement-breakpoint
revoke all on function workspace_of_api_key(text), sources_of_remote(text, text), due_streams(timestamptz, integer), open_webhook_events(timestamptz, integer) from public;--> statement-breakpoint
grant execute on function workspace_of_api_key(text) to daybook_api, daybook_worker;--> statement-breakpoint
grant execute on function sources_of_remote(text, text), due_streams(timestamptz, integer), open_webhook_events(timestamptz, integer) to daybook_worker;
