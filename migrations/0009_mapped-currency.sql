-- Null for what was read before: each source is mapped again once, at its next run.
ALTER TABLE "sources" ADD COLUMN "mapped_currency" text;