-- Appends one event without tags, conditions or tracking: the same law as {log}_append, by fewer
-- statements. Codes are the same; place is for 0, 1 and 5, the head for 6, version for 2.
CREATE OR REPLACE FUNCTION {schema}."{log}_append_one"(
    known_schema  int,
    longest_wait  text,
    e_id          uuid,
    e_aggregate   text,
    e_version     bigint,
    e_type        text,
    e_type_version int,
    e_recorded_at bigint,
    e_metadata    bytea,
    e_data        bytea,
    e_digest      bytea, -- if chained
    OUT refusal   text,
    OUT code      int,
    OUT place     bigint,
    OUT version   bigint
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    wait_before text;
    found record;
    hash bytea; -- if chained
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        refusal := 'isolation';
        RETURN;
    END IF;
    IF known_schema <> {version} THEN
        refusal := 'schema';
        RETURN;
    END IF;

    wait_before := current_setting('lock_timeout');
    longest_wait := set_config('lock_timeout', longest_wait, true);
    PERFORM pg_advisory_xact_lock(({lock_space}::bigint << 32) | '{schema}."{log}_events"'::regclass::oid::bigint);
    wait_before := set_config('lock_timeout', wait_before, true);
    SELECT coalesce((SELECT max(x.position) FROM {schema}."{log}_events" x), 0) AS head,
           (SELECT x.position FROM {schema}."{log}_events" x WHERE x.event_id = e_id) AS known,
           CASE WHEN e_aggregate IS NOT NULL THEN coalesce(
               (SELECT max(x.version) FROM {schema}."{log}_events" x WHERE x.aggregate_id = e_aggregate), 0)
           END AS version
    INTO found;

    IF found.known IS NOT NULL THEN
        place := found.known;
        code := CASE WHEN EXISTS (
            SELECT FROM {schema}."{log}_events" x
            WHERE x.position = found.known
              AND x.aggregate_id IS NOT DISTINCT FROM e_aggregate
              AND x.version IS NOT DISTINCT FROM e_version
              AND x.type = e_type
              AND x.type_version = e_type_version) THEN 1 ELSE 5 END;
        RETURN;
    END IF;
    IF e_version <> found.version + 1 THEN
        code := 2;
        version := found.version;
        RETURN;
    END IF;
    place := found.head + 1;
    code := 0;
    -- The hash from which the chain goes on, if it is one.                                                  -- if chained
    SELECT CASE WHEN found.head = 0                                                                          -- if chained
        THEN (SELECT sha256('annals chain 1'::bytea || uuid_send(l.log_id)) FROM {schema}."{log}_log" l)     -- if chained
        ELSE (SELECT x.hash FROM {schema}."{log}_events" x                                                   -- if chained
              WHERE x.position = found.head AND octet_length(x.hash) = 32)                                   -- if chained
    END INTO hash;                                                                                           -- if chained
    IF hash IS NULL THEN                                                                             -- if chained
        place := found.head;                                                                         -- if chained
        code := 6;                                                                                   -- if chained
        RETURN;                                                                                      -- if chained
    END IF;                                                                                          -- if chained
    INSERT INTO {schema}."{log}_events" (
        hash, -- if chained
        position, event_id, aggregate_id, version, type, type_version, tags, recorded_at, metadata, data)
    VALUES (
            sha256(hash || int8send(place) || e_digest), -- if chained
            place, e_id, e_aggregate, e_version, e_type, e_type_version, '{}', e_recorded_at, e_metadata, e_data);
END;
$$;

REVOKE ALL ON FUNCTION {schema}."{log}_append_one" FROM PUBLIC;
