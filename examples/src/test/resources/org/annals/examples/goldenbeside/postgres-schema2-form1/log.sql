CREATE TABLE hospital_events (
    "position" bigint NOT NULL,
    event_id uuid NOT NULL,
    aggregate_id text COLLATE "C",
    version bigint,
    type text COLLATE "C" NOT NULL,
    type_version integer NOT NULL,
    tags text[] COLLATE "C" NOT NULL,
    recorded_at bigint NOT NULL,
    metadata bytea NOT NULL,
    data bytea NOT NULL,
    hash bytea
);

CREATE TABLE hospital_log (
    name text COLLATE "C" NOT NULL,
    log_id uuid NOT NULL,
    incarnation uuid NOT NULL,
    schema_version integer NOT NULL,
    chained boolean NOT NULL,
    created_at bigint NOT NULL
);

CREATE TABLE hospital_parked (
    upstream text COLLATE "C" NOT NULL,
    "position" bigint NOT NULL,
    key text COLLATE "C" NOT NULL,
    event_id uuid NOT NULL,
    type text COLLATE "C" NOT NULL,
    problem text NOT NULL,
    attempts integer NOT NULL,
    parked_on bigint NOT NULL
);

CREATE TABLE hospital_snapshots (
    subject text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    state_version integer NOT NULL,
    id uuid NOT NULL,
    data bytea NOT NULL
);

CREATE TABLE hospital_tags (
    tag text COLLATE "C" NOT NULL,
    "position" bigint NOT NULL,
    type text COLLATE "C" NOT NULL
);

CREATE TABLE hospital_timers (
    process text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    due_on bigint NOT NULL,
    data bytea NOT NULL
);

CREATE TABLE hospital_tracking (
    upstream text COLLATE "C" NOT NULL,
    "position" bigint NOT NULL,
    event_id uuid,
    epoch bigint NOT NULL,
    incarnation uuid,
    lease_owner text COLLATE "C",
    lease_epoch bigint,
    lease_until bigint
);

INSERT INTO hospital_events VALUES ('1', '01a22efa-f29a-71e1-b356-f06b92370923', NULL, NULL, 'Ward.Bedded', '1', '{}', '-11581401599999999', E'\\x', E'\\x0100007b22626564223a22622d31222c2270617469656e74223a224f7068656c6961227d', NULL);

INSERT INTO hospital_events VALUES ('2', '01a22efa-f2e5-7fdd-9918-c53ea4c22747', NULL, NULL, 'Ward.Bedded', '1', '{}', '-11581401599999999', E'\\x', E'\\x0100007b22626564223a22622d31222c2270617469656e74223a224765727472756465227d', NULL);

INSERT INTO hospital_log VALUES ('Hospital', '01a22efa-f217-7a85-8e34-0d6289ae9a34', '01a22efa-f217-7b5a-8f2f-845b74d64f24', '2', 'false', '1796084527639727');

INSERT INTO hospital_parked VALUES ('Kitchen', '1', 'b-1', '01a22efa-f29a-71e1-b356-f06b92370923', 'Ward.Bedded', 'no gruel', '3', '-11581401599999999');

INSERT INTO hospital_parked VALUES ('Kitchen', '2', 'b-1', '01a22efa-f2e5-7fdd-9918-c53ea4c22747', 'Ward.Bedded', '', '0', '-11581401598999999');

INSERT INTO hospital_snapshots VALUES ('bed:b-1 filled 047231cc-b6ca-30c0-988a-dee477a8aef8', 'Bed.State', '2', '1', '01a22efa-f51f-7081-bef1-b63a5077812c', E'\\x010000ffd6dac6cfa18001ffd6dac6cfa180017b2270617469656e7473223a5b224f7068656c6961222c224765727472756465225d7d');

INSERT INTO hospital_tags VALUES ('bed:b-1', '1', 'Ward.Bedded');

INSERT INTO hospital_tags VALUES ('bed:b-1', '2', 'Ward.Bedded');

INSERT INTO hospital_timers VALUES ('Meals', 'supper', '-11581401539999999', E'\\x010203');

INSERT INTO hospital_tracking VALUES ('Kitchen', '0', NULL, '1', NULL, 'cook', '1', '1796084588429491');

INSERT INTO hospital_tracking VALUES ('filled tags bed:Ward.Bedded', '3', '01a22efa-f217-7a85-8e34-0d6289ae9a34', '0', NULL, NULL, NULL, NULL);

INSERT INTO hospital_tracking VALUES ('filling tags bed:b25e0d63-e400-3a03-962e-f12aad597e93', '2', NULL, '0', NULL, NULL, NULL, NULL);

ALTER TABLE hospital_events ADD CONSTRAINT hospital_events_check CHECK (((aggregate_id IS NULL) = (version IS NULL)));

ALTER TABLE hospital_events ADD CONSTRAINT hospital_events_pkey PRIMARY KEY ("position");

ALTER TABLE hospital_log ADD CONSTRAINT hospital_log_pkey PRIMARY KEY (name);

ALTER TABLE hospital_parked ADD CONSTRAINT hospital_parked_pkey PRIMARY KEY (upstream, "position");

ALTER TABLE hospital_snapshots ADD CONSTRAINT hospital_snapshots_pkey PRIMARY KEY (subject, type, version);

ALTER TABLE hospital_tags ADD CONSTRAINT hospital_tags_pkey PRIMARY KEY (tag, "position") INCLUDE (type);

ALTER TABLE hospital_timers ADD CONSTRAINT hospital_timers_pkey PRIMARY KEY (process, id);

ALTER TABLE hospital_tracking ADD CONSTRAINT hospital_tracking_pkey PRIMARY KEY (upstream);

CREATE UNIQUE INDEX hospital_events_id ON public.hospital_events USING btree (event_id);

CREATE UNIQUE INDEX hospital_events_origin ON public.hospital_events USING btree (aggregate_id, version) WHERE (aggregate_id IS NOT NULL);

CREATE INDEX hospital_events_type ON public.hospital_events USING btree (type, "position");

CREATE INDEX hospital_parked_key ON public.hospital_parked USING btree (upstream, key);

CREATE INDEX hospital_timers_due ON public.hospital_timers USING btree (process, due_on, id);

CREATE VIEW hospital_readable AS
 SELECT "position",
    event_id,
    aggregate_id,
    version,
    type,
    type_version,
    tags,
    to_timestamp((((recorded_at)::numeric / 1000000.0))::double precision) AS recorded_at,
    octet_length(data) AS bytes
   FROM hospital_events;

CREATE OR REPLACE FUNCTION public.hospital_acquire_lease(known_schema integer, longest_wait text, l_upstream text, l_owner text, l_micros bigint, OUT refusal text, OUT taken bigint)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
    place record;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        refusal := 'isolation';
        RETURN;
    END IF;
    IF known_schema <> 2 THEN
        refusal := 'schema';
        RETURN;
    END IF;
    longest_wait := set_config('lock_timeout', longest_wait, true);

    -- To prolong changes nothing by which an append is judged, so it waits for none.
    UPDATE "public"."hospital_tracking" x
    SET lease_until = (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + l_micros
    WHERE x.upstream = l_upstream AND x.lease_owner = l_owner AND x.lease_epoch = x.epoch
      AND x.lease_until > (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
    RETURNING x.epoch INTO taken;
    IF FOUND THEN
        RETURN;
    END IF;

    -- An append that has judged by the old epoch must be over before there is a new one: it would write the old
    -- one back.
    PERFORM pg_advisory_xact_lock((1097756257::bigint << 32) | '"public"."hospital_events"'::regclass::oid::bigint);
    -- With the row's lock: the owner may be about to prolong it.
    SELECT x.epoch, x.lease_owner AS owner,
           x.lease_epoch = x.epoch
               AND x.lease_until > (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS held
    INTO place
    FROM "public"."hospital_tracking" x WHERE x.upstream = l_upstream FOR UPDATE;
    IF place.held AND place.owner <> l_owner THEN
        RETURN;
    END IF;
    IF place.epoch = 9223372036854775807 AND place.held IS NOT TRUE THEN
        refusal := 'epoch';
        RETURN;
    END IF;
    taken := coalesce(place.epoch, 0) + CASE WHEN place.held THEN 0 ELSE 1 END;
    INSERT INTO "public"."hospital_tracking" (upstream, position, epoch, lease_owner, lease_epoch, lease_until)
    VALUES (l_upstream, 0, taken, l_owner, taken,
            (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + l_micros)
    ON CONFLICT (upstream) DO UPDATE
    SET epoch = excluded.epoch, lease_owner = excluded.lease_owner, lease_epoch = excluded.lease_epoch,
        lease_until = excluded.lease_until;
END;
$function$
;

REVOKE ALL ON FUNCTION hospital_acquire_lease FROM PUBLIC;

CREATE OR REPLACE FUNCTION public.hospital_append(known_schema integer, longest_wait text, task text, g_request integer[], g_event integer[], g_aggregate integer[], g_tracking integer[], g_item integer[], e_request integer[], e_id uuid[], e_aggregate text[], e_version bigint[], e_type text[], e_type_version integer[], e_tags text[], e_recorded_at bigint[], e_metadata bytea[], e_data bytea[], c_request integer[], c_aggregate text[], c_first bigint[], t_request integer[], t_upstream text[], t_position bigint[], t_event uuid[], t_epoch bigint[], i_request integer[], i_condition integer[], i_after bigint[], i_tag text[], i_other_tags text[], i_types text[], tagged boolean, OUT refusal text, OUT head bigint, OUT codes integer[], OUT places bigint[], OUT reused integer[], OUT versions bigint[], OUT matches bigint[], OUT tracked_position bigint[], OUT tracked_event uuid[], OUT tracked_epoch bigint[])
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        refusal := 'isolation';
        RETURN;
    END IF;
    IF known_schema <> 2 THEN
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
        PERFORM pg_advisory_xact_lock((1097756257::bigint << 32) | '"public"."hospital_events"'::regclass::oid::bigint);
        wait_before := set_config('lock_timeout', wait_before, true);
    END IF;
    -- Lock, head, check, insert, each a statement of its own and in this order: what is read in the
    -- statement that waits for the lock would be of before the wait, and a check before the head would
    -- miss what was committed between the two.
    SELECT max(x.position) INTO last FROM "public"."hospital_events" x;
    last := coalesce(last, 0);
    head := last;
    codes := array_fill(0, ARRAY[requests]);

    FOR g IN 1 .. cardinality(g_request) LOOP
        -- Event ids. A subquery for each, since a join could be planned for tables of another size.
        SELECT array_agg(e_request[n]) INTO hit
        FROM generate_series(e_lo, g_event[g]) n
        WHERE (SELECT true FROM "public"."hospital_events" x WHERE x.event_id = e_id[n]);
        IF hit IS NOT NULL THEN
            IF places IS NULL THEN
                places := array_fill(0::bigint, ARRAY[requests]);
                reused := array_fill(0, ARRAY[requests]);
            END IF;
            FOREACH r IN ARRAY hit LOOP
                CONTINUE WHEN codes[r] <> 0;
                first := array_position(e_request, r);
                SELECT x.position INTO place FROM "public"."hospital_events" x WHERE x.event_id = e_id[first];
                SELECT bool_and(coalesce(
                           x.event_id = e_id[n]
                           AND x.aggregate_id IS NOT DISTINCT FROM e_aggregate[n]
                           AND x.version IS NOT DISTINCT FROM nullif(e_version[n], 0)
                           AND x.type = e_type[n]
                           AND x.type_version = e_type_version[n], false)) INTO same
                FROM generate_series(first, g_event[g]) n
                LEFT JOIN LATERAL (
                    SELECT * FROM "public"."hospital_events" y WHERE y.position = place + n - first OFFSET 0
                ) x ON true
                WHERE e_request[n] = r;
                IF same THEN
                    codes[r] := 1;
                    places[r] := place;
                ELSE
                    codes[r] := 5;
                    FOR n IN first .. g_event[g] LOOP
                        SELECT x.position INTO place
                        FROM "public"."hospital_events" x WHERE x.event_id = e_id[n];
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
            FROM "public"."hospital_tracking" x WHERE x.upstream = t_upstream[n];
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
                       (SELECT max(x.version) FROM "public"."hospital_events" x WHERE x.aggregate_id = c_aggregate[n]),
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
                        FROM "public"."hospital_tags" t
                        WHERE t.tag = i_tag[n] AND t.position > i_after[n]
                          AND (i_types[n] IS NULL OR t.type = ANY (i_types[n]::text[]))
                          AND (i_other_tags[n] IS NULL OR NOT EXISTS (
                              SELECT FROM unnest(i_other_tags[n]::text[]) o(tag)
                              WHERE (SELECT true FROM "public"."hospital_tags" p
                                     WHERE p.tag = o.tag AND p.position = t.position) IS NULL))
                        ORDER BY t.position
                        LIMIT 1)
                    WHEN i_types[n] IS NOT NULL THEN (
                        SELECT min(x.position)
                        FROM unnest(i_types[n]::text[]) y(type)
                        CROSS JOIN LATERAL (
                            -- Rows are compared and ordered by both columns, or the planner may walk
                            -- all positions in search of a type that it takes for frequent.
                            SELECT e.position FROM "public"."hospital_events" e
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

        INSERT INTO "public"."hospital_events" (
            position, event_id, aggregate_id, version, type, type_version, tags, recorded_at, metadata, data)
        SELECT
               last + row_number() OVER (), e_id[n], e_aggregate[n], nullif(e_version[n], 0), e_type[n],
               e_type_version[n], e_tags[n]::text[], e_recorded_at[n], e_metadata[n], e_data[n]
        FROM generate_series(e_lo, g_event[g]) n
        WHERE codes[e_request[n]] = 0;
        GET DIAGNOSTICS added = ROW_COUNT;
        IF tagged THEN
            INSERT INTO "public"."hospital_tags" (tag, position, type)
            SELECT DISTINCT t.tag, x.position, x.type
            FROM "public"."hospital_events" x CROSS JOIN unnest(x.tags) t(tag)
            WHERE x.position > last AND x.position <= last + added;
        END IF;
        last := last + added;

        FOR n IN t_lo .. g_tracking[g] LOOP
            CONTINUE WHEN codes[t_request[n]] <> 0;
            INSERT INTO "public"."hospital_tracking" AS x (upstream, position, event_id, epoch)
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
$function$
;

REVOKE ALL ON FUNCTION hospital_append FROM PUBLIC;

CREATE OR REPLACE FUNCTION public.hospital_append_one(known_schema integer, longest_wait text, e_id uuid, e_aggregate text, e_version bigint, e_type text, e_type_version integer, e_recorded_at bigint, e_metadata bytea, e_data bytea, OUT refusal text, OUT code integer, OUT place bigint, OUT version bigint)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
DECLARE
    wait_before text;
    found record;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        refusal := 'isolation';
        RETURN;
    END IF;
    IF known_schema <> 2 THEN
        refusal := 'schema';
        RETURN;
    END IF;

    wait_before := current_setting('lock_timeout');
    longest_wait := set_config('lock_timeout', longest_wait, true);
    PERFORM pg_advisory_xact_lock((1097756257::bigint << 32) | '"public"."hospital_events"'::regclass::oid::bigint);
    wait_before := set_config('lock_timeout', wait_before, true);
    SELECT coalesce((SELECT max(x.position) FROM "public"."hospital_events" x), 0) AS head,
           (SELECT x.position FROM "public"."hospital_events" x WHERE x.event_id = e_id) AS known,
           CASE WHEN e_aggregate IS NOT NULL THEN coalesce(
               (SELECT max(x.version) FROM "public"."hospital_events" x WHERE x.aggregate_id = e_aggregate), 0)
           END AS version
    INTO found;

    IF found.known IS NOT NULL THEN
        place := found.known;
        code := CASE WHEN EXISTS (
            SELECT FROM "public"."hospital_events" x
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
    INSERT INTO "public"."hospital_events" (
        position, event_id, aggregate_id, version, type, type_version, tags, recorded_at, metadata, data)
    VALUES (
            place, e_id, e_aggregate, e_version, e_type, e_type_version, '{}', e_recorded_at, e_metadata, e_data);
END;
$function$
;

REVOKE ALL ON FUNCTION hospital_append_one FROM PUBLIC;

CREATE OR REPLACE FUNCTION public.hospital_release_lease(known_schema integer, longest_wait text, l_upstream text, l_owner text, l_epoch bigint, OUT refusal text, OUT released boolean)
 RETURNS record
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET enable_seqscan TO 'off'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        refusal := 'isolation';
        RETURN;
    END IF;
    IF known_schema <> 2 THEN
        refusal := 'schema';
        RETURN;
    END IF;
    longest_wait := set_config('lock_timeout', longest_wait, true);
    UPDATE "public"."hospital_tracking" x SET lease_owner = NULL, lease_epoch = NULL, lease_until = NULL
    WHERE x.upstream = l_upstream AND x.lease_owner = l_owner AND x.lease_epoch = l_epoch AND x.epoch = l_epoch
      AND x.lease_until > (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
    released := FOUND;
END;
$function$
;

REVOKE ALL ON FUNCTION hospital_release_lease FROM PUBLIC;
