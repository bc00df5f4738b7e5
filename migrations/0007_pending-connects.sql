CREATE TABLE "pending_connects" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"state_hash" text NOT NULL,
	"company_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"environment" text NOT NULL,
	"remote_ids" text[],
	"return_url" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "pending_connects_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "pending_connects_state_hash_index" ON "pending_connects" USING btree ("state_hash");--> statement-breakpoint
ALTER TABLE "pending_connects" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "one_workspace" ON "pending_connects"
  USING (workspace_id = (select current_workspace())) WITH CHECK (workspace_id = (select current_workspace()));--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "pending_connects" TO daybook_worker;--> statement-breakpoint
-- A customer comes back with nothing but the state: whose it is.
CREATE FUNCTION "workspace_of_connect_state"(wanted_hash text) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  SELECT p.workspace_id FROM pending_connects p WHERE p.state_hash = wanted_hash;
END;--> statement-breakpoint
REVOKE ALL ON FUNCTION "workspace_of_connect_state"(text) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "workspace_of_connect_state"(text) TO daybook_worker;
