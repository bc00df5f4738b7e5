CREATE TABLE "accounts" (
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
	"name" text NOT NULL,
	"code" text,
	"classification" text NOT NULL,
	"account_type" text NOT NULL,
	"remote_type" text,
	"status" text NOT NULL,
	"currency" text,
	"parent_key" text,
	"masked_number" text,
	"institution" text,
	"balance_current" numeric,
	"balance_available" numeric,
	"balance_limit" numeric,
	"balance_as_of" timestamp with time zone,
	CONSTRAINT "accounts_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
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
	"name" text NOT NULL,
	"roles" text[] NOT NULL,
	"email" text,
	"phone" text,
	"tax_number" text,
	"currency" text,
	"address" jsonb,
	"status" text NOT NULL,
	CONSTRAINT "contacts_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "changes" (
	"workspace_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"kind" text NOT NULL,
	"record_type" text NOT NULL,
	"record_id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"changed_fields" text[] NOT NULL,
	"via" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	CONSTRAINT "changes_workspace_id_position_pk" PRIMARY KEY("workspace_id","position")
);
--> statement-breakpoint
CREATE TABLE "feed_heads" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"position" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invoices" (
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
	"direction" text NOT NULL,
	"kind" text NOT NULL,
	"number" text,
	"reference" text,
	"memo" text,
	"contact_key" text,
	"status" text NOT NULL,
	"settlement" text NOT NULL,
	"remote_status" text,
	"issue_date" date,
	"due_date" date,
	"currency" text NOT NULL,
	"exchange_rate" numeric,
	"amounts_include_tax" boolean,
	"lines" jsonb NOT NULL,
	"subtotal" numeric NOT NULL,
	"discount_total" numeric,
	"tax_total" numeric NOT NULL,
	"total" numeric NOT NULL,
	"amount_paid" numeric NOT NULL,
	"amount_due" numeric NOT NULL,
	CONSTRAINT "invoices_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "accounting_periods" (
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
	"name" text NOT NULL,
	"starts_on" date,
	"ends_on" date NOT NULL,
	"locked" boolean NOT NULL,
	CONSTRAINT "accounting_periods_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "dimension_values" (
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
	"dimension_key" text NOT NULL,
	"name" text NOT NULL,
	"code" text,
	"active" boolean NOT NULL,
	CONSTRAINT "dimension_values_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "dimensions" (
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
	"name" text NOT NULL,
	CONSTRAINT "dimensions_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "journal_entries" (
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
	"number" text,
	"memo" text,
	"date" date NOT NULL,
	"currency" text NOT NULL,
	"exchange_rate" numeric,
	"lines" jsonb NOT NULL,
	CONSTRAINT "journal_entries_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "tax_rates" (
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
	"name" text NOT NULL,
	"code" text,
	"rate" numeric,
	"active" boolean NOT NULL,
	CONSTRAINT "tax_rates_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "payment_allocations" (
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
	"payment_key" text NOT NULL,
	"invoice_key" text,
	"amount" numeric NOT NULL,
	"currency" text NOT NULL,
	CONSTRAINT "payment_allocations_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "payments" (
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
	"direction" text NOT NULL,
	"status" text NOT NULL,
	"contact_key" text,
	"account_key" text,
	"paid_on" date,
	"currency" text NOT NULL,
	"amount" numeric NOT NULL,
	"fee" numeric,
	"fee_currency" text,
	"exchange_rate" numeric,
	"reference" text,
	"method" text,
	"alias_key" text,
	"allocations" jsonb NOT NULL,
	CONSTRAINT "payments_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "raw_records" (
	"workspace_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"remote_id" text NOT NULL,
	"raw" text,
	"content_hash" text,
	"remote_updated_at" timestamp with time zone,
	"remote_url" text,
	"fetched_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"via" text NOT NULL,
	"sync_run_id" uuid,
	"rejected" boolean DEFAULT false NOT NULL,
	"produced" text[],
	"deleted_at" timestamp with time zone,
	CONSTRAINT "raw_records_workspace_id_source_id_stream_remote_id_pk" PRIMARY KEY("workspace_id","source_id","stream","remote_id")
);
--> statement-breakpoint
CREATE TABLE "anomalies" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"remote_id" text,
	"code" text NOT NULL,
	"severity" text NOT NULL,
	"message" text NOT NULL,
	"path" text[] NOT NULL,
	"rejected" boolean DEFAULT false NOT NULL,
	"detected_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	CONSTRAINT "anomalies_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "credentials" (
	"workspace_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"sealed" "bytea" NOT NULL,
	"access_expires_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "credentials_workspace_id_source_id_pk" PRIMARY KEY("workspace_id","source_id")
);
--> statement-breakpoint
CREATE TABLE "rate_windows" (
	"workspace_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"window_seconds" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"calls" integer DEFAULT 0 NOT NULL,
	"limit" integer NOT NULL,
	CONSTRAINT "rate_windows_workspace_id_source_id_window_seconds_pk" PRIMARY KEY("workspace_id","source_id","window_seconds")
);
--> statement-breakpoint
CREATE TABLE "sources" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"company_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"environment" text NOT NULL,
	"remote_id" text NOT NULL,
	"remote_name" text,
	"base_currency" text,
	"connected_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"reauthorize" jsonb,
	"paused_at" timestamp with time zone,
	"disconnected_at" timestamp with time zone,
	CONSTRAINT "sources_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "stream_states" (
	"workspace_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"mode" text DEFAULT 'REALTIME' NOT NULL,
	"status" text DEFAULT 'PENDING' NOT NULL,
	"checkpoint" jsonb,
	"fresh_as_of" timestamp with time zone,
	"progress" double precision,
	"record_count" integer DEFAULT 0 NOT NULL,
	"rejected_count" integer DEFAULT 0 NOT NULL,
	"last_error" jsonb,
	"last_success_at" timestamp with time zone,
	"next_run_at" timestamp with time zone DEFAULT now(),
	"next_trigger" text DEFAULT 'CONNECT' NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "stream_states_workspace_id_source_id_stream_pk" PRIMARY KEY("workspace_id","source_id","stream")
);
--> statement-breakpoint
CREATE TABLE "sync_runs" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"stream" text NOT NULL,
	"trigger" text NOT NULL,
	"status" text DEFAULT 'RUNNING' NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"pages" integer DEFAULT 0 NOT NULL,
	"read" integer DEFAULT 0 NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"deleted" integer DEFAULT 0 NOT NULL,
	"rejected" integer DEFAULT 0 NOT NULL,
	"calls" integer DEFAULT 0 NOT NULL,
	"retries" integer DEFAULT 0 NOT NULL,
	"error" jsonb,
	CONSTRAINT "sync_runs_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "payout_items" (
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
	"payout_key" text NOT NULL,
	"transaction_key" text NOT NULL,
	CONSTRAINT "payout_items_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "transactions" (
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
	"account_key" text,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"date" date NOT NULL,
	"posted_at" timestamp with time zone,
	"currency" text NOT NULL,
	"amount" numeric NOT NULL,
	"original_amount" numeric,
	"original_currency" text,
	"description" text NOT NULL,
	"counterparty" text,
	"reference" text,
	"category_code" text,
	"category_name" text,
	"category_origin" text,
	"category_confidence" numeric,
	"became_key" text,
	"payment_key" text,
	"running_balance" numeric,
	CONSTRAINT "transactions_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "webhook_events" (
	"workspace_id" uuid NOT NULL,
	"source_id" uuid NOT NULL,
	"event_id" text NOT NULL,
	"provider" text NOT NULL,
	"change" jsonb NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"processed_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"error" jsonb,
	CONSTRAINT "webhook_events_workspace_id_source_id_event_id_pk" PRIMARY KEY("workspace_id","source_id","event_id")
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "companies" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"legal_name" text,
	"base_currency" text,
	"country" text,
	"tax_number" text,
	"parent_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "companies_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "companies" ADD CONSTRAINT "companies_workspace_id_parent_id_companies_workspace_id_id_fk" FOREIGN KEY ("workspace_id","parent_id") REFERENCES "public"."companies"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_workspace_id_source_id_key_index" ON "accounts" USING btree ("workspace_id","source_id","key");--> statement-breakpoint
CREATE INDEX "accounts_workspace_id_name_id_index" ON "accounts" USING btree ("workspace_id","name","id");--> statement-breakpoint
CREATE UNIQUE INDEX "contacts_workspace_id_source_id_key_index" ON "contacts" USING btree ("workspace_id","source_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "invoices_workspace_id_source_id_key_index" ON "invoices" USING btree ("workspace_id","source_id","key");--> statement-breakpoint
CREATE INDEX "invoices_workspace_id_source_id_contact_key_index" ON "invoices" USING btree ("workspace_id","source_id","contact_key");--> statement-breakpoint
CREATE INDEX "invoices_by_issue_date" ON "invoices" USING btree ("workspace_id",coalesce("issue_date", '-infinity'::date),"id");--> statement-breakpoint
CREATE INDEX "invoices_by_due_date" ON "invoices" USING btree ("workspace_id",coalesce("due_date", '-infinity'::date),"id");--> statement-breakpoint
CREATE INDEX "invoices_by_total" ON "invoices" USING btree ("workspace_id","total","id");--> statement-breakpoint
CREATE INDEX "invoices_by_updated_at" ON "invoices" USING btree ("workspace_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "invoices_workspace_id_number_index" ON "invoices" USING btree ("workspace_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "accounting_periods_workspace_id_source_id_key_index" ON "accounting_periods" USING btree ("workspace_id","source_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "dimension_values_workspace_id_source_id_key_index" ON "dimension_values" USING btree ("workspace_id","source_id","key");--> statement-breakpoint
CREATE INDEX "dimension_values_workspace_id_source_id_dimension_key_index" ON "dimension_values" USING btree ("workspace_id","source_id","dimension_key");--> statement-breakpoint
CREATE UNIQUE INDEX "dimensions_workspace_id_source_id_key_index" ON "dimensions" USING btree ("workspace_id","source_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "journal_entries_workspace_id_source_id_key_index" ON "journal_entries" USING btree ("workspace_id","source_id","key");--> statement-breakpoint
CREATE INDEX "journal_entries_workspace_id_date_id_index" ON "journal_entries" USING btree ("workspace_id","date","id");--> statement-breakpoint
CREATE UNIQUE INDEX "tax_rates_workspace_id_source_id_key_index" ON "tax_rates" USING btree ("workspace_id","source_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_allocations_workspace_id_source_id_key_index" ON "payment_allocations" USING btree ("workspace_id","source_id","key");--> statement-breakpoint
CREATE INDEX "payment_allocations_workspace_id_source_id_payment_key_index" ON "payment_allocations" USING btree ("workspace_id","source_id","payment_key");--> statement-breakpoint
CREATE INDEX "payment_allocations_workspace_id_source_id_invoice_key_index" ON "payment_allocations" USING btree ("workspace_id","source_id","invoice_key");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_workspace_id_source_id_key_index" ON "payments" USING btree ("workspace_id","source_id","key");--> statement-breakpoint
CREATE INDEX "payments_workspace_id_source_id_alias_key_index" ON "payments" USING btree ("workspace_id","source_id","alias_key");--> statement-breakpoint
CREATE INDEX "anomalies_workspace_id_source_id_stream_remote_id_index" ON "anomalies" USING btree ("workspace_id","source_id","stream","remote_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sources_workspace_id_provider_environment_remote_id_index" ON "sources" USING btree ("workspace_id","provider","environment","remote_id");--> statement-breakpoint
CREATE INDEX "sources_provider_remote_id_index" ON "sources" USING btree ("provider","remote_id");--> statement-breakpoint
CREATE INDEX "sources_workspace_id_company_id_index" ON "sources" USING btree ("workspace_id","company_id");--> statement-breakpoint
CREATE INDEX "stream_states_next_run_at_index" ON "stream_states" USING btree ("next_run_at");--> statement-breakpoint
CREATE INDEX "sync_runs_workspace_id_source_id_started_at_index" ON "sync_runs" USING btree ("workspace_id","source_id","started_at");--> statement-breakpoint
CREATE INDEX "sync_runs_running" ON "sync_runs" USING btree ("workspace_id","source_id","stream") WHERE status = 'RUNNING';--> statement-breakpoint
CREATE UNIQUE INDEX "payout_items_workspace_id_source_id_key_index" ON "payout_items" USING btree ("workspace_id","source_id","key");--> statement-breakpoint
CREATE INDEX "payout_items_workspace_id_source_id_payout_key_index" ON "payout_items" USING btree ("workspace_id","source_id","payout_key");--> statement-breakpoint
CREATE INDEX "payout_items_workspace_id_source_id_transaction_key_index" ON "payout_items" USING btree ("workspace_id","source_id","transaction_key");--> statement-breakpoint
CREATE UNIQUE INDEX "transactions_workspace_id_source_id_key_index" ON "transactions" USING btree ("workspace_id","source_id","key");--> statement-breakpoint
CREATE INDEX "transactions_of_account" ON "transactions" USING btree ("workspace_id","source_id","account_key","date","id");--> statement-breakpoint
CREATE INDEX "transactions_by_date" ON "transactions" USING btree ("workspace_id","date","id");--> statement-breakpoint
CREATE INDEX "transactions_by_amount" ON "transactions" USING btree ("workspace_id","amount","id");--> statement-breakpoint
CREATE INDEX "transactions_by_updated_at" ON "transactions" USING btree ("workspace_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "webhook_events_open" ON "webhook_events" USING btree ("due_at") WHERE processed_at is null;--> statement-breakpoint
CREATE INDEX "webhook_events_workspace_id_source_id_received_at_index" ON "webhook_events" USING btree ("workspace_id","source_id","received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash_index" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "companies_workspace_id_parent_id_index" ON "companies" USING btree ("workspace_id","parent_id");