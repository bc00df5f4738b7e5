CREATE TABLE "rereadings" (
	"workspace_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"began_at" timestamp with time zone NOT NULL,
	"checkpoint" jsonb,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_error" jsonb,
	"retry_at" timestamp with time zone,
	CONSTRAINT "rereadings_workspace_id_source_id_pk" PRIMARY KEY("workspace_id","source_id")
);
--> statement-breakpoint
ALTER TABLE "stream_states" ADD COLUMN "whole_read_at" timestamp with time zone;--> statement-breakpoint
-- When what is here was read whole is not known; it is within the next night.
UPDATE "stream_states" SET "whole_read_at" = "last_success_at" WHERE "fresh_as_of" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "rereadings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "one_workspace" ON "rereadings"
  USING (workspace_id = (select current_workspace())) WITH CHECK (workspace_id = (select current_workspace()));--> statement-breakpoint
GRANT SELECT ON "rereadings" TO daybook_api, daybook_worker;--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON "rereadings" TO daybook_worker;
