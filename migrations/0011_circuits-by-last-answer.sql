-- How long a circuit is open follows from how long ago the provider last answered.
ALTER TABLE "circuits" DROP COLUMN "openings";--> statement-breakpoint
ALTER TABLE "provider_circuits" DROP COLUMN "openings";--> statement-breakpoint
ALTER TABLE "circuits" ADD COLUMN "answered_at" timestamp with time zone;--> statement-breakpoint
-- Called when a source's own circuit opens, or a probe failed. Opens the provider's circuit once those of three sources, and of
-- half of all that are connected, are open; for a tenth of the time since the last of them was answered. Null: it is closed.
create or replace function trip_provider_circuit(wanted_provider text, wanted_environment text, as_of timestamptz, jitter double precision)
  returns timestamptz
  language plpgsql volatile security definer set search_path = public as $$
declare
  opened timestamptz;
  answered timestamptz;
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
  select max(c.answered_at) into answered
  from sources s join circuits c on c.workspace_id = s.workspace_id and c.source_id = s.id
  where s.provider = wanted_provider and s.environment = wanted_environment;
  insert into provider_circuits as c (provider, environment, retry_at)
  values (wanted_provider, wanted_environment, as_of + jitter * interval '1 s'
    * least(greatest(0.1 * extract(epoch from as_of - answered)::float8, 30), 120))
  on conflict (provider, environment) do update set probing_until = null, retry_at = excluded.retry_at
    where c.retry_at <= as_of;
  select c.retry_at into opened from provider_circuits c
  where c.provider = wanted_provider and c.environment = wanted_environment;
  return opened;
end $$;
