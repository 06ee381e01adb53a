-- Appends events without tags, conditions or tracking, in the statement after the one that takes the lock:
-- head and checks are of one snapshot, which is newer than the lock. Those that are first of their
-- aggregate in a request follow what is recorded, the others follow them. The last parameter is a position
-- that is known to be recorded. No row is returned, and nothing written, if any event is not simply the next
-- of its aggregate, and a unique index refuses an event id that is recorded: {log}_append then says which.
WITH e AS MATERIALIZED (
    SELECT * FROM unnest(
        ?::uuid[], ?::text[], ?::bigint[], ?::boolean[], ?::text[], ?::int[], ?::bigint[], ?::bytea[], ?::bytea[])
    WITH ORDINALITY
        e (id, aggregate, version, first, type, type_version, recorded_at, metadata, data, number)
), head AS MATERIALIZED (
    SELECT max(x.position) AS position FROM {schema}."{log}_events" x WHERE x.position >= ?
    HAVING current_setting('transaction_isolation') = 'read committed'
       AND NOT EXISTS (
           SELECT FROM e
           -- A subquery, since a join could be planned for a table of another size.
           WHERE e.first AND e.version <> 1 + coalesce(
               (SELECT max(x.version) FROM {schema}."{log}_events" x
                WHERE x.aggregate_id = e.aggregate AND x.version >= e.version - 1),
               0))
), written AS (
    INSERT INTO {schema}."{log}_events" (
        position, event_id, aggregate_id, version, type, type_version, tags, recorded_at, metadata, data)
    SELECT head.position + e.number, e.id, e.aggregate, nullif(e.version, 0), e.type, e.type_version, '{}',
           e.recorded_at, e.metadata, e.data
    FROM head, e
    WHERE head.position IS NOT NULL
)
SELECT head.position + 1 AS position FROM head WHERE head.position IS NOT NULL
