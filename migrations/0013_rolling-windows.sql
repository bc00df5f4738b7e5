-- A limit of so many calls in so many seconds holds wherever these seconds begin. Calls are counted in slices of such a
-- window, the newest first; a slice is forgotten as a whole once all of it lies longer ago than the window lasts.
ALTER TABLE "app_shares" ADD COLUMN "slices" integer[] DEFAULT '{0}' NOT NULL;--> statement-breakpoint
ALTER TABLE "app_windows" ADD COLUMN "slices" integer[] DEFAULT '{0}' NOT NULL;--> statement-breakpoint
ALTER TABLE "rate_windows" ADD COLUMN "slices" integer[] DEFAULT '{0}' NOT NULL;--> statement-breakpoint
UPDATE "app_shares" SET "slices" = array["calls"];--> statement-breakpoint
UPDATE "app_windows" SET "slices" = array["calls"];--> statement-breakpoint
UPDATE "rate_windows" SET "slices" = array["calls"];--> statement-breakpoint
drop function app_windows_of(text);--> statement-breakpoint
ALTER TABLE "app_shares" DROP COLUMN "calls";--> statement-breakpoint
ALTER TABLE "app_windows" DROP COLUMN "calls";--> statement-breakpoint
ALTER TABLE "rate_windows" DROP COLUMN "calls";--> statement-breakpoint
create function slices_in(window_seconds integer) returns integer
  language sql immutable parallel safe
begin atomic
  select case when window_seconds < 3600 then 10 else 96 end;
end;--> statement-breakpoint
create function slice_start(instant timestamptz, window_seconds integer) returns timestamptz
  language sql immutable parallel safe
begin atomic
  select date_bin(make_interval(secs => window_seconds::float8 / slices_in(window_seconds)), instant, timestamptz '1970-01-01 00:00:00+00');
end;--> statement-breakpoint
-- The slices as they are once one that begins at `begun` is the newest; as they were, where a later one has begun already.
create function moved_on(slices integer[], started_at timestamptz, begun timestamptz, window_seconds integer) returns integer[]
  language sql immutable parallel safe
begin atomic
  select case when steps <= 0 then slices when steps > kept then '{0}'::integer[]
    else array_fill(0, array[steps]) || slices[1:kept + 1 - steps] end
  from (
    select slices_in(window_seconds) as kept,
      least(round(extract(epoch from begun - started_at) * slices_in(window_seconds) / window_seconds), slices_in(window_seconds) + 1)::integer as steps
  ) passed;
end;--> statement-breakpoint
create function calls_in(slices integer[]) returns integer
  language sql immutable parallel safe
begin atomic
  select coalesce(sum(it), 0)::integer from unnest(slices) it;
end;--> statement-breakpoint
-- When fewer calls than `ceiling` will be left in the window, if no more are made.
create function room_at(slices integer[], started_at timestamptz, window_seconds integer, ceiling integer) returns timestamptz
  language sql immutable parallel safe
begin atomic
  select started_at + make_interval(secs => min(steps) * window_seconds::float8 / slices_in(window_seconds))
  from generate_series(0, slices_in(window_seconds) + 1) steps
  where steps > slices_in(window_seconds) or calls_in(slices[1:slices_in(window_seconds) + 1 - steps]) < ceiling;
end;--> statement-breakpoint
create function app_windows_of(wanted_app text)
  returns table (window_seconds integer, started_at timestamptz, slices integer[], "limit" integer)
  language sql stable security definer set search_path = public
begin atomic
  select w.window_seconds, w.started_at, w.slices, w."limit" from app_windows w where w.app = wanted_app;
end;--> statement-breakpoint
drop function take_app_calls(text, uuid, jsonb, integer, boolean, timestamptz);--> statement-breakpoint
-- Takes calls out of the windows of an app's limits for one of its sources: up to the source's fair share of any window,
-- then, at one and a half times the pace that the limit allows for long, of what the others do not need. What a source has left of its share is
-- kept for it fully in the first fifth of a window after it last asked, then less and less. `asked` is [{window_seconds,
-- limit, ceiling}]; the ceiling leaves a reserve for whoever waits for the answer. Without a call, `wait_ms` tells when to
-- ask again.
create function take_app_calls(wanted_app text, for_source uuid, asked jsonb, wanted integer, interactive boolean, as_of timestamptz)
  returns table (calls integer, wait_ms double precision)
  language plpgsql volatile security definer set search_path = public as $$
#variable_conflict use_column
declare
  granted integer;
  waits double precision;
begin
  insert into app_windows as w (app, window_seconds, started_at, "limit")
  select wanted_app, a.window_seconds, slice_start(as_of, a.window_seconds), a."limit"
  from jsonb_to_recordset(asked) as a(window_seconds int, "limit" int)
  order by a.window_seconds
  on conflict (app, window_seconds) do update set
    slices = moved_on(w.slices, w.started_at, excluded.started_at, w.window_seconds),
    started_at = greatest(w.started_at, excluded.started_at), "limit" = excluded."limit";
  -- From here on this app's windows are locked, so its shares are read and written by one at a time.
  delete from app_shares s where s.app = wanted_app and s.asked_at < as_of - make_interval(secs => 2 * s.window_seconds);
  insert into app_shares as s (app, window_seconds, source_id, started_at, asked_at)
  select w.app, w.window_seconds, for_source, w.started_at, as_of
  from app_windows w join jsonb_to_recordset(asked) as a(window_seconds int) using (window_seconds)
  where w.app = wanted_app
  on conflict (app, window_seconds, source_id) do update set
    slices = moved_on(s.slices, s.started_at, excluded.started_at, s.window_seconds),
    started_at = greatest(s.started_at, excluded.started_at), asked_at = greatest(s.asked_at, excluded.asked_at);

  with windows as (
    select w.window_seconds, w.started_at, w.slices, a.ceiling, a.ceiling - calls_in(w.slices) as unused
    from app_windows w join jsonb_to_recordset(asked) as a(window_seconds int, ceiling int) using (window_seconds)
    where w.app = wanted_app
  ), busy as (
    select s.window_seconds, s.source_id, s.slices[1] as newest,
      calls_in(moved_on(s.slices, s.started_at, w.started_at, s.window_seconds)) as made,
      greatest(1, floor(w.ceiling::float8 / count(*) over (partition by s.window_seconds))) as share,
      ceil(w.ceiling::float8 / count(*) over (partition by s.window_seconds)) as rounded_up,
      least(1, greatest(0, 1.25 - 1.25 * extract(epoch from as_of - s.asked_at)::float8 / s.window_seconds)) as kept
    from app_shares s join windows w using (window_seconds)
    where s.app = wanted_app and s.asked_at > as_of - make_interval(secs => s.window_seconds)
  ), needs as (
    -- What is left over when the shares are rounded down goes to the first who ask, one call each.
    select b.window_seconds, coalesce(sum(b.kept * greatest(0, b.share - b.made)) filter (where b.source_id <> for_source), 0) as others,
      coalesce(sum(b.kept * greatest(0, b.rounded_up - b.made)) filter (where b.source_id <> for_source), 0) as others_rounded_up,
      max(b.share - b.made) filter (where b.source_id = for_source) as own,
      max(b.rounded_up - b.made) filter (where b.source_id = for_source) as own_rounded_up,
      max(b.newest) filter (where b.source_id = for_source) as newest
    from busy b group by b.window_seconds
  ), free as (
    select w.*, greatest(0, least(w.unused, case
      when interactive then w.unused
      when n.own > 0 then n.own
      when n.own_rounded_up > 0 then least(n.own_rounded_up, floor(w.unused - n.others))
      else least(floor(w.unused - n.others_rounded_up), ceil(1.5 * w.ceiling / slices_in(w.window_seconds)) - n.newest) end))::int as calls
    from windows w join needs n using (window_seconds)
  )
  select least(wanted, min(f.calls)),
    -- A full window has to go on; of one with shares of others left in it, more is lent as time passes.
    coalesce(max(case when f.unused <= 0 then extract(epoch from room_at(f.slices, f.started_at, f.window_seconds, f.ceiling) - as_of)::float8 * 1000
      else f.window_seconds * 1000.0 / slices_in(f.window_seconds) end) filter (where f.calls <= 0), 0)
  into granted, waits from free f;

  update app_windows w set slices[1] = w.slices[1] + granted
  from jsonb_to_recordset(asked) as a(window_seconds int)
  where w.app = wanted_app and w.window_seconds = a.window_seconds;
  update app_shares s set slices[1] = s.slices[1] + granted
  from jsonb_to_recordset(asked) as a(window_seconds int)
  where s.app = wanted_app and s.source_id = for_source and s.window_seconds = a.window_seconds;
  return query select granted, waits;
end $$;--> statement-breakpoint
revoke all on function take_app_calls(text, uuid, jsonb, integer, boolean, timestamptz), app_windows_of(text) from public;--> statement-breakpoint
grant execute on function app_windows_of(text) to daybook_api, daybook_worker;--> statement-breakpoint
grant execute on function take_app_calls(text, uuid, jsonb, integer, boolean, timestamptz) to daybook_worker;
