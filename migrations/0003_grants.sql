-- Credentials belong to a grant, which several sources may share. What is sealed is bound to the id, so it stays.
ALTER TABLE "credentials" RENAME COLUMN "source_id" TO "grant_id";--> statement-breakpoint
ALTER TABLE "credentials" DROP CONSTRAINT "credentials_workspace_id_source_id_pk";--> statement-breakpoint
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_workspace_id_grant_id_pk" PRIMARY KEY("workspace_id","grant_id");--> statement-breakpoint
ALTER TABLE "sources" ADD COLUMN "grant_id" uuid;--> statement-breakpoint
UPDATE "sources" SET "grant_id" = "id";--> statement-breakpoint
CREATE INDEX "sources_workspace_id_grant_id_index" ON "sources" USING btree ("workspace_id","grant_id");--> statement-breakpoint
ALTER TABLE "rate_windows" ADD COLUMN "counts_as" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "rate_windows" DROP CONSTRAINT "rate_windows_workspace_id_source_id_window_seconds_pk";--> statement-breakpoint
ALTER TABLE "rate_windows" ADD CONSTRAINT "rate_windows_pk" PRIMARY KEY("workspace_id","source_id","counts_as","window_seconds");--> statement-breakpoint
ALTER TABLE "transactions" DROP COLUMN "became_key";--> statement-breakpoint
ALTER TABLE "transactions" ADD COLUMN "pending_key" text;--> statement-breakpoint
CREATE INDEX "transactions_of_pending" ON "transactions" USING btree ("workspace_id","source_id","pending_key") WHERE pending_key is not null;
