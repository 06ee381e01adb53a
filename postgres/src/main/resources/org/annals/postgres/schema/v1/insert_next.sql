-- Appends one event, without tags, conditions or tracking, after the one that was last recorded by the same
-- session, if nobody else has appended meanwhile and its aggregate's version is free. Nothing is read, so
-- nothing can be read too early: position, event id and version are judged by their unique indexes, under
-- the lock. That the version before is recorded is known to the caller. If nothing is written, {log}_append_one
-- says why.
INSERT INTO {schema}."{log}_events" (
    position, event_id, aggregate_id, version, type, type_version, tags, recorded_at, metadata, data)
SELECT ?::bigint, ?::uuid, ?::text, ?::bigint, ?::text, ?::int, '{}'::text[], ?::bigint, ?::bytea, ?::bytea
-- A pooler may have sent this to another session, of a server that was restored, say; or the tables were.
WHERE pg_backend_pid() = ?
  AND '{schema}."{log}_events"'::regclass::oid::bigint = ?
  AND {locked}
ON CONFLICT DO NOTHING
