CREATE TABLE "category_decisions" (
	"workspace_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"key" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "category_decisions_workspace_id_source_id_key_pk" PRIMARY KEY("workspace_id","source_id","key")
);
--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "amount_text" text GENERATED ALWAYS AS (trim_scale(amount)::text) STORED;--> statement-breakpoint
CREATE INDEX "transactions_by_amount_text" ON "transactions" USING btree ("workspace_id","currency","amount_text","date");--> statement-breakpoint
ALTER TABLE "category_decisions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "one_workspace" ON "category_decisions"
  USING (workspace_id = (select current_workspace())) WITH CHECK (workspace_id = (select current_workspace()));--> statement-breakpoint
GRANT SELECT ON "category_decisions" TO daybook_api, daybook_worker;--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON "category_decisions" TO daybook_worker;
