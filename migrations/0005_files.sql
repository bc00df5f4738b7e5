CREATE TABLE "source_files" (
	"workspace_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"name" text NOT NULL,
	"sha256" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	CONSTRAINT "source_files_workspace_id_source_id_number_pk" PRIMARY KEY("workspace_id","source_id","number")
);
--> statement-breakpoint
CREATE TABLE "transaction_details" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"key" text NOT NULL,
	"stream" text NOT NULL,
	"remote_id" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"changed_fields" text[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone,
	"transaction_key" text NOT NULL,
	"position" integer NOT NULL,
	"amount" numeric NOT NULL,
	"currency" text NOT NULL,
	"counterparty" text,
	"reference" text,
	"description" text,
	CONSTRAINT "transaction_details_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "source_files_workspace_id_source_id_sha256_index" ON "source_files" USING btree ("workspace_id","source_id","sha256");--> statement-breakpoint
CREATE UNIQUE INDEX "transaction_details_workspace_id_source_id_key_index" ON "transaction_details" USING btree ("workspace_id","source_id","key");--> statement-breakpoint
CREATE INDEX "transaction_details_of_transaction" ON "transaction_details" USING btree ("workspace_id","source_id","transaction_key");--> statement-breakpoint
ALTER TABLE "source_files" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "one_workspace" ON "source_files"
  USING (workspace_id = (select current_workspace())) WITH CHECK (workspace_id = (select current_workspace()));--> statement-breakpoint
GRANT SELECT ON "source_files" TO daybook_api, daybook_worker;--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON "source_files" TO daybook_worker;--> statement-breakpoint
ALTER TABLE "transaction_details" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "one_workspace" ON "transaction_details"
  USING (workspace_id = (select current_workspace())) WITH CHECK (workspace_id = (select current_workspace()));--> statement-breakpoint
GRANT SELECT ON "transaction_details" TO daybook_api, daybook_worker;--> statement-breakpoint
GRANT INSERT, UPDATE, DELETE ON "transaction_details" TO daybook_worker;
