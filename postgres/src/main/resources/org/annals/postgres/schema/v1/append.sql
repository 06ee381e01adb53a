-- Appends a batch of requests and answers each as if it were alone. Returns one row: a reply larger
-- than the socket's buffers would wait, with the lock, for a client that does not read.
--
-- Arrays are flat and in the order of requests, which are numbered from 1: e_ for events; c_ for
-- aggregates in a request, with the first version given, 0 if the others do not follow it one by one; t_
-- for tracking; i_ for the items of conditions, with one tag, the other tags and the types, which are
-- null where there are none. Requests of one group depend on nothing in it (no event id, aggregate or
-- upstream in common, no condition that an event of the group matches), so that a group is judged at
-- once; the next group sees what the one before has written. g_ has the last request of each group, and
-- the numbers of its last event, aggregate, tracking and item.
--
-- The task is 'append'; or 'judge', to say without the lock and without writing what would be refused; or
-- 'settle', to say with the lock whether the one request of a transaction that is over has been recorded.
--
-- codes: 0 recorded now, 1 recorded before, 2 version, 3 condition, 4 tracking, 5 event id used otherwise,
-- 6 no hash at the head, which a chained log would have to go on from.
-- places: for 1 and 5 the position of the first event, or of the event with the number in reused.
CREATE OR REPLACE FUNCTION {schema}."{log}_append"(
    known_schema   int,
    longest_wait   text,
    task           text,
    g_request      int[],
    g_event        int[],
    g_aggregate    int[],
    g_tracking     int[],
    g_item         int[],
    e_request      int[],
    e_id           uuid[],
    e_aggregate    text[],
    e_version      bigint[],
    e_type         text[],
    e_type_version int[],
    e_tags         text[],
    e_recorded_at  bigint[],
    e_metadata     bytea[],
    e_data         bytea[],
    e_digest       bytea[], -- if chained
    c_request      int[],
    c_aggregate    text[],
    c_first        bigint[],
    t_request      int[],
    t_upstream     text[],
    t_position     bigint[],
    t_event        uuid[],
    t_epoch        bigint[],
    i_request      int[],
    i_condition    int[],
    i_after        bigint[],
    i_tag          text[],
    i_other_tags   text[],
    i_types        text[],
    tagged         boolean,
    OUT refusal          text,
    OUT head             bigint,
    OUT codes            int[],
    OUT places           bigint[],
    OUT reused           int[],
    OUT versions         bigint[],
    OUT matches          bigint[],
    OUT tracked_position bigint[],
    OUT tracked_event    uuid[],
    OUT tracked_epoch    bigint[]
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    wait_before text;
    requests    int := g_request[cardinality(g_request)];
    last        bigint;
    added       bigint;
    place       bigint;
    same        boolean;
    r           int;
    e_lo        int := 1;
    c_lo        int := 1;
    t_lo        int := 1;
    i_lo        int := 1;
    first       int;
    hit         int[];
    seen        bigint[];
    failed      int[];
    tracked     record;
    hash        bytea;   -- if chained
    hashes      bytea[]; -- if chained
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        refusal := 'isolation';
        RETURN;
    END IF;
    IF known_schema <> {version} THEN
        refusal := 'schema';
        RETURN;
    END IF;
    -- On a standby the lock is free and the log may end earlier: that a request is not there says nothing.
    IF task = 'settle' AND pg_is_in_recovery() THEN
        refusal := 'recovery';
        RETURN;
    END IF;

    IF task <> 'judge' THEN
        wait_before := current_setting('lock_timeout');
        longest_wait := set_config('lock_timeout', longest_wait, true);
        PERFORM pg_advisory_xact_lock(({lock_space}::bigint << 32) | '{schema}."{log}_events"'::regclass::oid::bigint);
        wait_before := set_config('lock_timeout', wait_before, true);
    END IF;
    -- Lock, head, check, insert, each a statement of its own and in this order: what is read in the
    -- statement that waits for the lock would be of before the wait, and a check before the head would
    -- miss what was committed between the two.
    SELECT max(x.position) INTO last FROM {schema}."{log}_events" x;
    last := coalesce(last, 0);
    head := last;
    -- The hash from which the chain goes on, if it is one.                                                  -- if chained
    SELECT CASE WHEN last = 0                                                                                -- if chained
        THEN (SELECT sha256('annals chain 1'::bytea || uuid_send(l.log_id)) FROM {schema}."{log}_log" l)     -- if chained
        ELSE (SELECT x.hash FROM {schema}."{log}_events" x                                                   -- if chained
              WHERE x.position = last AND octet_length(x.hash) = 32)                                         -- if chained
    END INTO hash;                                                                                           -- if chained
    codes := array_fill(0, ARRAY[requests]);

    FOR g IN 1 .. cardinality(g_request) LOOP
        -- Event ids. A subquery for each, since a join could be planned for tables of another size.
        SELECT array_agg(e_request[n]) INTO hit
        FROM generate_series(e_lo, g_event[g]) n
        WHERE (SELECT true FROM {schema}."{log}_events" x WHERE x.event_id = e_id[n]);
        IF hit IS NOT NULL THEN
            IF places IS NULL THEN
                places := array_fill(0::bigint, ARRAY[requests]);
                reused := array_fill(0, ARRAY[requests]);
            END IF;
            FOREACH r IN ARRAY hit LOOP
                CONTINUE WHEN codes[r] <> 0;
                first := array_position(e_request, r);
                SELECT x.position INTO place FROM {schema}."{log}_events" x WHERE x.event_id = e_id[first];
                SELECT bool_and(coalesce(
                           x.event_id = e_id[n]
                           AND x.aggregate_id IS NOT DISTINCT FROM e_aggregate[n]
                           AND x.version IS NOT DISTINCT FROM nullif(e_version[n], 0)
                           AND x.type = e_type[n]
                           AND x.type_version = e_type_version[n], false)) INTO same
                FROM generate_series(first, g_event[g]) n
                LEFT JOIN LATERAL (
                    SELECT * FROM {schema}."{log}_events" y WHERE y.position = place + n - first OFFSET 0
                ) x ON true
                WHERE e_request[n] = r;
                IF same THEN
                    codes[r] := 1;
                    places[r] := place;
                ELSE
                    codes[r] := 5;
                    FOR n IN first .. g_event[g] LOOP
                        SELECT x.position INTO place
                        FROM {schema}."{log}_events" x WHERE x.event_id = e_id[n];
                        IF FOUND THEN
                            places[r] := place;
                            reused[r] := n;
                            EXIT;
                        END IF;
                    END LOOP;
                END IF;
            END LOOP;
        END IF;

        -- Tracking.
        FOR n IN t_lo .. g_tracking[g] LOOP
            SELECT x.position, x.event_id, x.epoch INTO tracked
            FROM {schema}."{log}_tracking" x WHERE x.upstream = t_upstream[n];
            tracked_position[n] := tracked.position;
            tracked_event[n] := tracked.event_id;
            tracked_epoch[n] := tracked.epoch;
            IF codes[t_request[n]] = 0
                AND (t_position[n] <= tracked.position OR t_epoch[n] < tracked.epoch) THEN
                codes[t_request[n]] := 4;
            END IF;
        END LOOP;

        -- Versions.
        IF c_lo <= g_aggregate[g] THEN
            SELECT array_agg(coalesce(
                       (SELECT max(x.version) FROM {schema}."{log}_events" x WHERE x.aggregate_id = c_aggregate[n]),
                       0))
            INTO seen
            FROM generate_series(c_lo, g_aggregate[g]) n;
            versions := versions || seen;
            FOR n IN c_lo .. g_aggregate[g] LOOP
                IF c_first[n] <> seen[n - c_lo + 1] + 1 AND codes[c_request[n]] = 0 THEN
                    codes[c_request[n]] := 2;
                END IF;
            END LOOP;
        END IF;

        -- Conditions: an item walks the positions of one tag and probes the others, or those of its types.
        IF i_lo <= g_item[g] THEN
            SELECT array_agg(m.first ORDER BY m.condition),
                   array_agg(m.request) FILTER (WHERE m.first IS NOT NULL)
            INTO seen, failed
            FROM (
                SELECT i_request[n] AS request, i_condition[n] AS condition, min(CASE
                    WHEN i_after[n] >= last THEN NULL
                    WHEN i_tag[n] IS NOT NULL THEN (
                        SELECT t.position
                        FROM {schema}."{log}_tags" t
                        WHERE t.tag = i_tag[n] AND t.position > i_after[n]
                          AND (i_types[n] IS NULL OR t.type = ANY (i_types[n]::text[]))
                          AND (i_other_tags[n] IS NULL OR NOT EXISTS (
                              SELECT FROM unnest(i_other_tags[n]::text[]) o(tag)
                              WHERE (SELECT true FROM {schema}."{log}_tags" p
                                     WHERE p.tag = o.tag AND p.position = t.position) IS NULL))
                        ORDER BY t.position
                        LIMIT 1)
                    WHEN i_types[n] IS NOT NULL THEN (
                        SELECT min(x.position)
                        FROM unnest(i_types[n]::text[]) y(type)
                        CROSS JOIN LATERAL (
                            -- Rows are compared and ordered by both columns, or the planner may walk
                            -- all positions in search of a type that it takes for frequent.
                            SELECT e.position FROM {schema}."{log}_events" e
                            WHERE (e.type, e.position) > (y.type, i_after[n])
                              AND (e.type, e.position) <= (y.type, 9223372036854775807)
                            ORDER BY e.type, e.position LIMIT 1
                        ) x)
                    ELSE i_after[n] + 1
                END) AS first
                FROM generate_series(i_lo, g_item[g]) n
                GROUP BY 1, 2
            ) m;
            matches := matches || seen;
            IF failed IS NOT NULL THEN
                FOREACH r IN ARRAY failed LOOP
                    IF codes[r] = 0 THEN
                        codes[r] := 3;
                    END IF;
                END LOOP;
            END IF;
        END IF;

        IF task <> 'append' THEN
            RETURN;
        END IF;

        added := 0;                                                          -- if chained
        FOR n IN e_lo .. g_event[g] LOOP                                     -- if chained
            CONTINUE WHEN codes[e_request[n]] <> 0;                          -- if chained
            IF hash IS NULL THEN                                             -- if chained
                codes[e_request[n]] := 6;                                    -- if chained
                CONTINUE;                                                    -- if chained
            END IF;                                                          -- if chained
            added := added + 1;                                              -- if chained
            hash := sha256(hash || int8send(last + added) || e_digest[n]);   -- if chained
            hashes[n] := hash;                                               -- if chained
        END LOOP;                                                            -- if chained
        INSERT INTO {schema}."{log}_events" (
            hash, -- if chained
            position, event_id, aggregate_id, version, type, type_version, tags, recorded_at, metadata, data)
        SELECT
               hashes[n], -- if chained
               last + row_number() OVER (), e_id[n], e_aggregate[n], nullif(e_version[n], 0), e_type[n],
               e_type_version[n], e_tags[n]::text[], e_recorded_at[n], e_metadata[n], e_data[n]
        FROM generate_series(e_lo, g_event[g]) n
        WHERE codes[e_request[n]] = 0;
        GET DIAGNOSTICS added = ROW_COUNT;
        IF tagged THEN
            INSERT INTO {schema}."{log}_tags" (tag, position, type)
            SELECT DISTINCT t.tag, x.position, x.type
            FROM {schema}."{log}_events" x CROSS JOIN unnest(x.tags) t(tag)
            WHERE x.position > last AND x.position <= last + added;
        END IF;
        last := last + added;

        FOR n IN t_lo .. g_tracking[g] LOOP
            CONTINUE WHEN codes[t_request[n]] <> 0;
            INSERT INTO {schema}."{log}_tracking" AS x (upstream, position, event_id, epoch)
            VALUES (t_upstream[n], t_position[n], t_event[n], t_epoch[n])
            ON CONFLICT (upstream) DO UPDATE
            SET position = excluded.position, event_id = excluded.event_id, epoch = excluded.epoch;
        END LOOP;

        e_lo := g_event[g] + 1;
        c_lo := g_aggregate[g] + 1;
        t_lo := g_tracking[g] + 1;
        i_lo := g_item[g] + 1;
    END LOOP;
END;
$$;

REVOKE ALL ON FUNCTION {schema}."{log}_append" FROM PUBLIC;
