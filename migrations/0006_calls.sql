CREATE TABLE "app_shares" (
	"app" text NOT NULL,
	"window_seconds" integer NOT NULL,
	"source_id" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"calls" integer DEFAULT 0 NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "app_shares_app_window_seconds_source_id_pk" PRIMARY KEY("app","window_seconds","source_id")
);
--> statement-breakpoint
CREATE TABLE "app_windows" (
	"app" text NOT NULL,
	"window_seconds" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"calls" integer DEFAULT 0 NOT NULL,
	"limit" integer NOT NULL,
	CONSTRAINT "app_windows_app_window_seconds_pk" PRIMARY KEY("app","window_seconds")
);
--> statement-breakpoint
CREATE TABLE "call_figures" (
	"workspace_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"recent_calls" double precision NOT NULL,
	"recent_errors" double precision NOT NULL,
	"recent_ms" double precision NOT NULL,
	"usual_calls" double precision NOT NULL,
	"usual_ms" double precision NOT NULL,
	"measured_at" timestamp with time zone NOT NULL,
	"stressed_at" timestamp with time zone,
	CONSTRAINT "call_figures_workspace_id_source_id_pk" PRIMARY KEY("workspace_id","source_id")
);
--> statement-breakpoint
-- Unlogged: whoever crashed with the server makes no calls any more.
CREATE UNLOGGED TABLE "call_slots" (
	"workspace_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"slot" integer NOT NULL,
	"held_by" uuid NOT NULL,
	"until" timestamp with time zone NOT NULL,
	CONSTRAINT "call_slots_workspace_id_source_id_slot_pk" PRIMARY KEY("workspace_id","source_id","slot")
);
--> statement-breakpoint
CREATE TABLE "circuits" (
	"workspace_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"openings" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp with time zone,
	"probing_until" timestamp with time zone,
	"fault" jsonb,
	CONSTRAINT "circuits_workspace_id_source_id_pk" PRIMARY KEY("workspace_id","source_id")
);
--> statement-breakpoint
CREATE TABLE "provider_circuits" (
	"provider" text NOT NULL,
	"environment" text NOT NULL,
	"openings" integer DEFAULT 0 NOT NULL,
	"retry_at" timestamp with time zone NOT NULL,
	"probing_until" timestamp with time zone,
	CONSTRAINT "provider_circuits_provider_environment_pk" PRIMARY KEY("provider","environment")
);
--> statement-breakpoint
do $$
declare it text;
begin
  foreach it in array array['call_figures', 'call_slots', 'circuits'] loop
    execute format('alter table %I enable row level security', it);
    execute format(
      'create policy one_workspace on %I using (workspace_id = (select current_workspace())) with check (workspace_id = (select current_workspace()))',
      it);
    execute format('grant select on %I to daybook_api, daybook_worker', it);
    execute format('grant insert, update, delete on %I to daybook_worker', it);
  end loop;
  -- No policy, no grant: only through the functions below.
  foreach it in array array['app_shares', 'app_windows', 'provider_circuits'] loop
    execute format('alter table %I enable row level security', it);
  end loop;
end $$;--> statement-breakpoint
create function provider_circuit(wanted_provider text, wanted_environment text)
  returns table (retry_at timestamptz, probing_until timestamptz)
  language sql stable security definer set search_path = public
begin atomic
  select c.retry_at, c.probing_until from provider_circuits c
  where c.provider = wanted_provider and c.environment = wanted_environment;
end;--> statement-breakpoint
-- True for one caller at a time, once the provider may be asked again.
create function claim_provider_probe(wanted_provider text, wanted_environment text, as_of timestamptz, hold_until timestamptz)
  returns boolean
  language sql volatile security definer set search_path = public
begin atomic
  with claimed as (
    update provider_circuits c set probing_until = hold_until
    where c.provider = wanted_provider and c.environment = wanted_environment and c.retry_at <= as_of
      and (c.probing_until is null or c.probing_until <= as_of)
    returning true
  )
  select exists (select from claimed);
end;--> statement-breakpoint
-- Called when a source's own circuit opens, or a probe failed. Opens the provider's circuit once those of three sources, and of
-- half of all that are connected, are open; for longer each time. Null: it is closed.
create function trip_provider_circuit(wanted_provider text, wanted_environment text, as_of timestamptz, jitter double precision)
  returns timestamptz
  language plpgsql volatile security definer set search_path = public as $$
declare
  opened timestamptz;
begin
  if not exists (
    select from provider_circuits c where c.provider = wanted_provider and c.environment = wanted_environment
  ) and (
    select count(*) filter (where c.retry_at is not null) < greatest(3, (count(*) + 1) / 2)
    from sources s left join circuits c on c.workspace_id = s.workspace_id and c.source_id = s.id
    where s.provider = wanted_provider and s.environment = wanted_environment
      and s.disconnected_at is null and s.paused_at is null and s.reauthorize is null
  ) then
    return null;
  end if;
  insert into provider_circuits as c (provider, environment, openings, retry_at)
  values (wanted_provider, wanted_environment, 1, as_of + jitter * interval '30 s')
  on conflict (provider, environment) do update set
    openings = c.openings + 1, probing_until = null,
    retry_at = as_of + jitter * least(30 * 2 ^ least(c.openings, 10), 120) * interval '1 s'
    where c.retry_at <= as_of;
  select c.retry_at into opened from provider_circuits c
  where c.provider = wanted_provider and c.environment = wanted_environment;
  return opened;
end $$;--> statement-breakpoint
-- The provider answers again: its sources may be asked at once, their waiting streams within a minute.
create function close_provider_circuit(wanted_provider text, wanted_environment text, as_of timestamptz)
  returns void
  language plpgsql volatile security definer set search_path = public as $$
begin
  delete from provider_circuits c where c.provider = wanted_provider and c.environment = wanted_environment;
  if not found then return; end if;
  update circuits c set retry_at = as_of from sources s
  where s.provider = wanted_provider and s.environment = wanted_environment
    and c.workspace_id = s.workspace_id and c.source_id = s.id and c.retry_at > as_of;
  update stream_states t set next_run_at = least(t.next_run_at, as_of + random() * interval '60 s') from sources s
  where s.provider = wanted_provider and s.environment = wanted_environment
    and t.workspace_id = s.workspace_id and t.source_id = s.id and t.status = 'WAITING'
    and t.last_error ->> 'code' = 'PROVIDER_UNAVAILABLE';
end $$;--> statement-breakpoint
-- Takes calls out of the windows of an app's limits for one of its sources: up to the source's fair share, and what the
-- others do not need, which is what they left of their shares as the window passes, from its first fifth on. `asked` is
-- [{window_seconds, limit, ceiling, started_at}]; the ceiling leaves a reserve for whoever waits for the answer.
create function take_app_calls(wanted_app text, for_source uuid, asked jsonb, wanted integer, interactive boolean, as_of timestamptz)
  returns table (calls integer, until timestamptz)
  language plpgsql volatile security definer set search_path = public as $$
#variable_conflict use_column
declare
  granted integer;
  comes timestamptz;
begin
  insert into app_windows as w (app, window_seconds, started_at, "limit")
  select wanted_app, a.window_seconds, a.started_at, a."limit"
  from jsonb_to_recordset(asked) as a(window_seconds int, "limit" int, started_at timestamptz)
  order by a.window_seconds
  on conflict (app, window_seconds) do update set
    calls = case when w.started_at < excluded.started_at then 0 else w.calls end,
    started_at = greatest(w.started_at, excluded.started_at), "limit" = excluded."limit";
  -- From here on this app's windows are locked, so its shares are read and written by one at a time.
  delete from app_shares s where s.app = wanted_app and s.asked_at < as_of - make_interval(secs => 2 * s.window_seconds);
  insert into app_shares as s (app, window_seconds, source_id, started_at, asked_at)
  select w.app, w.window_seconds, for_source, w.started_at, as_of
  from app_windows w join jsonb_to_recordset(asked) as a(window_seconds int) using (window_seconds)
  where w.app = wanted_app
  on conflict (app, window_seconds, source_id) do update set
    calls = case when s.started_at < excluded.started_at then 0 else s.calls end,
    started_at = excluded.started_at, asked_at = excluded.asked_at;

  with windows as (
    select w.window_seconds, w.started_at, w.started_at + make_interval(secs => w.window_seconds) as ends,
      a.ceiling, a.ceiling - w.calls as unused
    from app_windows w join jsonb_to_recordset(asked) as a(window_seconds int, ceiling int) using (window_seconds)
    where w.app = wanted_app
  ), busy as (
    select s.window_seconds, s.source_id, case when s.started_at < w.started_at then 0 else s.calls end as made,
      w.ceiling::float8 / count(*) over (partition by s.window_seconds) as share
    from app_shares s join windows w using (window_seconds)
    where s.app = wanted_app and s.asked_at > as_of - make_interval(secs => s.window_seconds)
  ), needs as (
    select b.window_seconds,
      max(greatest(1, ceil(b.share)) - b.made) filter (where b.source_id = for_source) as own,
      coalesce(sum(greatest(0, b.share - b.made)) filter (where b.source_id <> for_source), 0) as others
    from busy b group by b.window_seconds
  ), free as (
    select w.*, greatest(0, least(w.unused, case when interactive then w.unused else greatest(n.own, floor(w.unused - n.others
      * least(1, greatest(0, 1.25 * extract(epoch from w.ends - as_of)::float8 / w.window_seconds)))) end))::int as calls
    from windows w join needs n using (window_seconds)
  )
  select least(wanted, min(f.calls)),
    case when min(f.calls) > 0 then min(f.ends)
      -- A full window has to end; of one with shares of others left in it, more is lent as it passes.
      else max(case when f.unused <= 0 then f.ends else least(f.ends, as_of + make_interval(secs => f.window_seconds / 10.0)) end)
        filter (where f.calls <= 0) end
  into granted, comes from free f;

  update app_windows w set calls = w.calls + granted
  from jsonb_to_recordset(asked) as a(window_seconds int)
  where w.app = wanted_app and w.window_seconds = a.window_seconds;
  update app_shares s set calls = s.calls + granted
  from jsonb_to_recordset(asked) as a(window_seconds int)
  where s.app = wanted_app and s.source_id = for_source and s.window_seconds = a.window_seconds;
  return query select granted, comes;
end $$;--> statement-breakpoint
create function app_windows_of(wanted_app text)
  returns table (window_seconds integer, started_at timestamptz, calls integer, "limit" integer)
  language sql stable security definer set search_path = public
begin atomic
  select w.window_seconds, w.started_at, w.calls, w."limit" from app_windows w where w.app = wanted_app;
end;--> statement-breakpoint
revoke all on function provider_circuit(text, text), claim_provider_probe(text, text, timestamptz, timestamptz), trip_provider_circuit(text, text, timestamptz, double precision), close_provider_circuit(text, text, timestamptz), take_app_calls(text, uuid, jsonb, integer, boolean, timestamptz), app_windows_of(text) from public;--> statement-breakpoint
grant execute on function provider_circuit(text, text), app_windows_of(text) to daybook_api, daybook_worker;--> statement-breakpoint
grant execute on function claim_provider_probe(text, text, timestamptz, timestamptz), trip_provider_circuit(text, text, timestamptz, double precision), close_provider_circuit(text, text, timestamptz), take_app_calls(text, uuid, jsonb, integer, boolean, timestamptz) to daybook_worker;
