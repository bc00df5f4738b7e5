CREATE TABLE "workers_seen" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
-- No policy, no grant: only through the functions below.
alter table workers_seen enable row level security;--> statement-breakpoint
-- Every second at most, however many workers there are.
create function note_worker() returns void
  language sql volatile security definer set search_path = public
begin atomic
  insert into workers_seen as w (at) values (clock_timestamp())
  on conflict ("only") do update set at = excluded.at where w.at < excluded.at - interval '1 s';
end;--> statement-breakpoint
-- When any worker last looked for what is due. Null: none ever did.
create function worker_seen() returns timestamptz
  language sql stable security definer set search_path = public
begin atomic
  select w.at from workers_seen w;
end;--> statement-breakpoint
revoke all on function note_worker(), worker_seen() from public;--> statement-breakpoint
grant execute on function worker_seen() to daybook_api, daybook_worker;--> statement-breakpoint
grant execute on function note_worker() to daybook_worker;
