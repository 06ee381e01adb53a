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
    hash bytea NOT NULL
);

CREATE TABLE hospital_log (
    name text COLLATE "C" NOT NULL,
    log_id uuid NOT NULL,
    incarnation uuid NOT NULL,
    schema_version integer NOT NULL,
    chained boolean NOT NULL,
    created_at bigint NOT NULL
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

CREATE TABLE hospital_tracking (
    upstream text COLLATE "C" NOT NULL,
    "position" bigint NOT NULL,
    event_id uuid,
    epoch bigint NOT NULL,
    incarnation uuid
);

INSERT INTO hospital_events VALUES ('1', '00000000-0000-0002-0000-000000000001', 'p-1', '1', 'Patient.Admitted', '1', '{ward:north}', '-11581401598999999', E'\\x000000016100000002c3a90000000162000000013200000004757365720000000477696c6c', E'\\x0100007b226e616d65223a7b22247375626a656374223a22702d31222c22247365616c6564223a22435774684e7a67794d6d557a5969524a6e754e30624c6641444a43346c376462706b397838374f744a6c46765437446874366936674547614238336a6f3764357a3048512f65413d227d2c2277617264223a224e6f727468227d', E'\\x05f584c340f791721037797e300fd28fd1cb3926abfdbcf9243dbe10c72f8c8b');

INSERT INTO hospital_events VALUES ('2', '00000000-0000-0002-0000-000000000002', 'p-2', '1', 'Patient.Admitted', '1', '{}', '-11581401597999999', E'\\x000000016100000002c3a90000000162000000013200000004757365720000000477696c6c', E'\\x0100007b226e616d65223a7b22247375626a656374223a22702d32222c22247365616c6564223a22435774684d4459334d7a4d344e6f78526a317850564a6479634c6b5652497756634f37487a6e726473773447424d6c682f584a79372f305a4a39334d50615533544d42426569554a227d2c2277617264223a22536f757468227d', E'\\xb8bf5bca9a17177f224ad8530b4be7d5faf533d9ec9c5ab8dc389ee86f1cdcba');

INSERT INTO hospital_events VALUES ('3', '00000000-0000-0002-0000-000000000003', 'p-1', '2', 'Patient.Moved', '1', '{bed:größer}', '-11581401596999999', E'\\x000000016100000002c3a90000000162000000013200000004757365720000000477696c6c', E'\\x0100007b22746f223a2257657374227d', E'\\x89c7a832b10d70b43e61858dfe7ae839e3c40f076e6ce2eaa503ee98f2c0b309');

INSERT INTO hospital_events VALUES ('4', '00000000-0000-0002-0000-000000000004', 'p-1', '3', 'Patient.Treated', '1', '{ward:north}', '-11581401595999999', E'\\x000000016100000002c3a90000000162000000013200000004757365720000000477696c6c', E'\\x010100ab56cac82f57b2524a4a4d51284a2d2ed15140b012f3521412d31333f390c4ca334b32141215928af281747e1a5026354d21b52cb5a8522137bf282f332f5da91600', E'\\x08abacfba49ad7f995650f1ff8434d570d1ad3ce9762dc574ac28cd007512a82');

INSERT INTO hospital_events VALUES ('5', '00000000-0000-0002-0000-000000000005', 'p-1', '4', 'Patient.Treated', '1', '{}', '-11581401594999999', E'\\x000000016100000002c3a90000000162000000013200000004757365720000000477696c6c', E'\\x010200cf124c26ab46334807493fb9660200', E'\\x24fae812b6acc7432c3b90725802aaf5e13d0a1249b5583f34c1f8112fac01a0');

INSERT INTO hospital_events VALUES ('6', '00000000-0000-0002-0000-000000000006', 'p-2', '2', 'Patient.Treated', '1', '{}', '-11581401593999999', E'\\x000000016100000002c3a90000000162000000013200000004757365720000000477696c6c', E'\\x010001096b3732663863353066922de8904d1479f8fbdc12e79ef74cb76120d81ad39e9a9b1e467b046829c97c93e3ace36b6a45e9a444c991a0af2929ccddeb12308cbd27d2a07eb2ae41ceb4a2a97a40b454b9349639349b016a5c76ce7891e4c9bd6650e2641e8db2b141da197b0679934be7e01c0840d21dbdb6dd', E'\\x9f5427a790003b00205fe74c2d3b96c416af1f3db1f3a267ac1417007edefdff');

INSERT INTO hospital_events VALUES ('7', '00000000-0000-0002-0000-000000000007', 'p-1', '5', 'Patient.Visited', '1', '{}', '-11581401592999999', E'\\x000000016100000002c3a90000000162000000013200000004757365720000000477696c6c', E'\\x010201096b6637323661346365b8137437fce0799f74d87a347cb15dec877573aa2d7f4d0d0222b193b3926d5a51582aa4f91f7fb93e248971d19d54955d90a060745aa56442e9cbdb9426f5c3ca4bcfd5f952adf848f6d8ecb5985b0f83dce24587965220d9df11f236fdcc2ec7a05fdf346c353ed2193f46d005ec7dcc4aba1bc49eff39a5bc1d4e375ea69fe4af250b84273e21ff1c61ac0557f90025d3a795cbeba17fe4945d978dc00b8c36b822b6aca85f0166d0d25efcf13216ff11ae68966c81c7577e8bae66bb', E'\\xb55a5c6403f6f70f446ea1aeb4e6ff407b0ad4cf96f0bb5b2494db2745f8bd68');

INSERT INTO hospital_events VALUES ('8', '00000000-0000-0002-0000-000000000008', NULL, NULL, 'Hospital.Inspected', '1', '{ward:north}', '-11581401591999999', E'\\x000000016100000002c3a90000000162000000013200000004757365720000000477696c6c', E'\\x010201096b663732366134636541a3e729e420e98e74087b215da170f5be340d26be739e17827089243e4d00f31902808bd0ca5b1caed281a8f7be', E'\\xee07db628823df7711d3f0e2608a4863e8961b13fc499587a16c1d2176545498');

INSERT INTO hospital_events VALUES ('9', 'af2ec933-39ab-5237-896b-0c408dbc43de', NULL, NULL, 'annals.SubjectErased', '1', '{}', '-11581401599999999', E'\\x', E'\\x010001096b6637323661346365752c73ea28f442b7245943e17e9e497bf34edc2e6359e63d87ac7ddfd1cca6e42a45682f896967aba0dd199923', E'\\x03c7c61cea1f06e740f1fb1b1d542009cce32626dea33c3d9c6504122abb96c7');

INSERT INTO hospital_log VALUES ('Hospital', '00000000-0000-0001-0000-000000000001', '00000000-0000-0001-0000-000000000002', '1', 'true', '-11581401599999999');

INSERT INTO hospital_snapshots VALUES ('p-1', 'Patient.State', '2', '1', '00000000-0000-0001-0000-000000000003', E'\\x010100fb7fedd6b1f31b0e39fe07d1e7dd0e562be525e6a62a59552ba914972665a5269728592915e81a2ae900055213735253807ce7f0920cbfaaf44adfdcd0aac8c2c2fc72c780607f4f53cb2a038b3403f7706f63374767af887cb7c25423a3ec82e21c9f520b9f608fd0caa00093ccc844cbe410135753ffc0485ba55a1da5f2c4229091e1a9c525403b9240e61be8289514a52696e4a6e6951403b9b500');

INSERT INTO hospital_snapshots VALUES ('p-1', 'Patient.State', '4', '1', '00000000-0000-0001-0000-000000000004', E'\\x010200cf124c26fb7fedd6b1f31b0e3982e9b7a71dab95f212735395acaa95548a4b93b252934b80b614e81a2ae900055213735253807ce7f0920cbfaaf44adfdcd0aac8a26c47230b93c0307d5f7db302bfd0cae4fc20efb4b012bf0a332f578b6203a34acb40ff9228cb7cef3477834c9752ffc820dfcc4a4b336faf505ba55a1da5f2c4229091e1401703ed4802996fa0a35452949a58929b9a5752ac6465540b00');

INSERT INTO hospital_snapshots VALUES ('p-1', 'Patient.State', '5', '1', '00000000-0000-0001-0000-000000000006', E'\\x010201096b663732366134636560a2d92fa4c022d7c42a6101711fcec45dd1ef71c80976706e69ed27fee4b2137522b509b11b837a80dfb94f4655f645cfbeb96558e14618ab5809652de91f7d17bc4d06f27af24f329bd8433a51c0983d693a5b3bb92fb42d8c76b3330e63358d9699af63a389d2f8bd0ad22c759e2a2da9524de22f6632e031c13b759abc15e22dbb49450d45a8db920e0d7a11579bb9f37ec2c56dc265e6ffabb6561d849f73c0ccfb48ad9e16448cad11c33dbb87e0286bac4170311758526255e6');

INSERT INTO hospital_snapshots VALUES ('p-2', 'Patient.State', '2', '1', '00000000-0000-0001-0000-000000000005', E'\\x010001096b3732663863353066d1f69d8d72eafd6acce1ceb636e81a084a2019dbbcde38b39b1b3cd03c10140e664ddce116de4e259d51fdbe90e9a2df69e21d18e02271fee55006894d87e084cc298b3691dede250cf9b43f3f5a042c877df57da7b90df6b4ff1c378b47e599b9e05ffbb412c0ac7126067e73f06c2dcf31204d63148991419fd404aa2f1a8dad142c374cb6e91efa4009ee016a9c5b32a45285a78b2859f23f2c4bb86bdcf23ffffe3ea85133be000d6672d168432bbeee0b19c45a24eceed0642ace548cc52500');

INSERT INTO hospital_tags VALUES ('bed:größer', '3', 'Patient.Moved');

INSERT INTO hospital_tags VALUES ('ward:north', '1', 'Patient.Admitted');

INSERT INTO hospital_tags VALUES ('ward:north', '4', 'Patient.Treated');

INSERT INTO hospital_tags VALUES ('ward:north', '8', 'Hospital.Inspected');

INSERT INTO hospital_tracking VALUES ('Kitchen', '1', NULL, '0', NULL);

INSERT INTO hospital_tracking VALUES ('Pharmacy', '7', '00000000-0000-0003-0000-000000000007', '2', NULL);

ALTER TABLE hospital_events ADD CONSTRAINT hospital_events_check CHECK (((aggregate_id IS NULL) = (version IS NULL)));

ALTER TABLE hospital_events ADD CONSTRAINT hospital_events_pkey PRIMARY KEY ("position");

ALTER TABLE hospital_log ADD CONSTRAINT hospital_log_pkey PRIMARY KEY (name);

ALTER TABLE hospital_snapshots ADD CONSTRAINT hospital_snapshots_pkey PRIMARY KEY (subject, type, version);

ALTER TABLE hospital_tags ADD CONSTRAINT hospital_tags_pkey PRIMARY KEY (tag, "position") INCLUDE (type);

ALTER TABLE hospital_tracking ADD CONSTRAINT hospital_tracking_pkey PRIMARY KEY (upstream);

CREATE UNIQUE INDEX hospital_events_id ON public.hospital_events USING btree (event_id);

CREATE UNIQUE INDEX hospital_events_origin ON public.hospital_events USING btree (aggregate_id, version) WHERE (aggregate_id IS NOT NULL);

CREATE INDEX hospital_events_type ON public.hospital_events USING btree (type, "position");

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

CREATE OR REPLACE FUNCTION public.hospital_append(known_schema integer, longest_wait text, task text, g_request integer[], g_event integer[], g_aggregate integer[], g_tracking integer[], g_item integer[], e_request integer[], e_id uuid[], e_aggregate text[], e_version bigint[], e_type text[], e_type_version integer[], e_tags text[], e_recorded_at bigint[], e_metadata bytea[], e_data bytea[], e_digest bytea[], c_request integer[], c_aggregate text[], c_first bigint[], t_request integer[], t_upstream text[], t_position bigint[], t_event uuid[], t_epoch bigint[], i_request integer[], i_condition integer[], i_after bigint[], i_tag text[], i_other_tags text[], i_types text[], tagged boolean, OUT refusal text, OUT head bigint, OUT codes integer[], OUT places bigint[], OUT reused integer[], OUT versions bigint[], OUT matches bigint[], OUT tracked_position bigint[], OUT tracked_event uuid[], OUT tracked_epoch bigint[])
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
    hash        bytea;   -- if chained
    hashes      bytea[]; -- if chained
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        refusal := 'isolation';
        RETURN;
    END IF;
    IF known_schema <> 1 THEN
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
    -- The hash from which the chain goes on, if it is one.                                                  -- if chained
    SELECT CASE WHEN last = 0                                                                                -- if chained
        THEN (SELECT sha256('annals chain 1'::bytea || uuid_send(l.log_id)) FROM "public"."hospital_log" l)     -- if chained
        ELSE (SELECT x.hash FROM "public"."hospital_events" x                                                   -- if chained
              WHERE x.position = last AND octet_length(x.hash) = 32)                                         -- if chained
    END INTO hash;                                                                                           -- if chained
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
        INSERT INTO "public"."hospital_events" (
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

CREATE OR REPLACE FUNCTION public.hospital_append_one(known_schema integer, longest_wait text, e_id uuid, e_aggregate text, e_version bigint, e_type text, e_type_version integer, e_recorded_at bigint, e_metadata bytea, e_data bytea, e_digest bytea, OUT refusal text, OUT code integer, OUT place bigint, OUT version bigint)
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
    hash bytea; -- if chained
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        refusal := 'isolation';
        RETURN;
    END IF;
    IF known_schema <> 1 THEN
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
    -- The hash from which the chain goes on, if it is one.                                                  -- if chained
    SELECT CASE WHEN found.head = 0                                                                          -- if chained
        THEN (SELECT sha256('annals chain 1'::bytea || uuid_send(l.log_id)) FROM "public"."hospital_log" l)     -- if chained
        ELSE (SELECT x.hash FROM "public"."hospital_events" x                                                   -- if chained
              WHERE x.position = found.head AND octet_length(x.hash) = 32)                                   -- if chained
    END INTO hash;                                                                                           -- if chained
    IF hash IS NULL THEN                                                                             -- if chained
        place := found.head;                                                                         -- if chained
        code := 6;                                                                                   -- if chained
        RETURN;                                                                                      -- if chained
    END IF;                                                                                          -- if chained
    INSERT INTO "public"."hospital_events" (
        hash, -- if chained
        position, event_id, aggregate_id, version, type, type_version, tags, recorded_at, metadata, data)
    VALUES (
            sha256(hash || int8send(place) || e_digest), -- if chained
            place, e_id, e_aggregate, e_version, e_type, e_type_version, '{}', e_recorded_at, e_metadata, e_data);
END;
$function$
;

REVOKE ALL ON FUNCTION hospital_append_one FROM PUBLIC;
