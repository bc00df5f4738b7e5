-- A watched folder is named by its source alone: whose it is.
CREATE FUNCTION "workspace_of_source"(wanted_id uuid) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
BEGIN ATOMIC
  SELECT s.workspace_id FROM sources s WHERE s.id = wanted_id AND s.disconnected_at IS NULL;
END;--> statement-breakpoint
REVOKE ALL ON FUNCTION "workspace_of_source"(uuid) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "workspace_of_source"(uuid) TO daybook_worker;
