-- Of which of a provider's environments Daybook's own id and secret are: that of the source which they opened last. Those
-- that wait for their customer, or are disconnected, count only where there is no other.
create function app_environment(wanted_provider text)
  returns text
  language sql stable security definer set search_path = public
begin atomic
  select s.environment from sources s
  where s.provider = wanted_provider
  order by s.disconnected_at is not null, s.reauthorize is not null, s.connected_at desc, s.id limit 1;
end;--> statement-breakpoint
revoke all on function app_environment(text) from public;--> statement-breakpoint
grant execute on function app_environment(text) to daybook_worker;
