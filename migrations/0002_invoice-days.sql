DROP INDEX "invoices_by_issue_date";--> statement-breakpoint
DROP INDEX "invoices_by_due_date";--> statement-breakpoint
CREATE INDEX "invoices_by_issue_date" ON "invoices" USING btree ("workspace_id",(case when "issue_date" is null then '-infinity'::date else "issue_date" end),"id");--> statement-breakpoint
CREATE INDEX "invoices_by_due_date" ON "invoices" USING btree ("workspace_id",(case when "due_date" is null then '-infinity'::date else "due_date" end),"id");