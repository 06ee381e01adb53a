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

INSERT INTO hospital_events VALUES ('1', '00000000-0000-0002-0000-000000000001', 'p-1', '1', 'Patient.Admitted', '1', '{ward:north}', '-11581401598999999', E'\\x000000016100000002c3a90000000162000000013200000004757365720000000477696c6c', E'\\x0100007b226e616d65223a7b22247375626a656374223a22702d31222c22247365616c6564223a224357746a4e6a6c6a5a6d4d3359336152685542563635426349426b494b452f6f384f3237684a4b425a54344976756452767730324f755264716a50736f4c437441304f6b6a4f453d227d2c2277617264223a224e6f727468227d', E'\\x8be1a984c45449ddf5fada97b0f838a31c7a132f6775f67d24d89186771f94d5');

INSERT INTO hospital_events VALUES ('2', '00000000-0000-0002-0000-000000000002', 'p-2', '1', 'Patient.Admitted', '1', '{}', '-11581401597999999', E'\\x000000016100000002c3a90000000162000000013200000004757365720000000477696c6c', E'\\x0100007b226e616d65223a7b22247375626a656374223a22702d32222c22247365616c6564223a224357746d4e574e68596a6b794d4b325433545150564f675434744b64346558414163714c56614b384a6b3357506b674f496842346b49634574314859414e6c434a486f4863663270227d2c2277617264223a22536f757468227d', E'\\xa550bf5c64007a0359a2523d6ec44bad2b2815595a92bf3253e76062f9f72d40');

INSERT INTO hospital_events VALUES ('3', '00000000-0000-0002-0000-000000000003', 'p-1', '2', 'Patient.Moved', '1', '{bed:größer}', '-11581401596999999', E'\\x000000016100000002c3a90000000162000000013200000004757365720000000477696c6c', E'\\x0100007b22746f223a2257657374227d', E'\\x52aa6ecb0f00441a80e1aac0e8b9e3fa64c554237a334f9cda151fe347a4deb9');

INSERT INTO hospital_events VALUES ('4', '00000000-0000-0002-0000-000000000004', 'p-1', '3', 'Patient.Treated', '1', '{ward:north}', '-11581401595999999', E'\\x000000016100000002c3a90000000162000000013200000004757365720000000477696c6c', E'\\x010100ab56cac82f57b2524a4a4d51284a2d2ed15140b012f3521412d31333f390c4ca334b32141215928af281747e1a5026354d21b52cb5a8522137bf282f332f5da91600', E'\\x9583ece313f93a96bcb52285b869a8cac13aaa22134f10f251bc72de228bd95e');

INSERT INTO hospital_events VALUES ('5', '00000000-0000-0002-0000-000000000005', 'p-1', '4', 'Patient.Treated', '1', '{}', '-11581401594999999', E'\\x000000016100000002c3a90000000162000000013200000004757365720000000477696c6c', E'\\x010200cf124c26ab46334807493fb9660200', E'\\x97b67ba9622efd2236a8aa607c42d995599810b2d1602cbbd12cd69df08dd883');

INSERT INTO hospital_events VALUES ('6', '00000000-0000-0002-0000-000000000006', 'p-2', '2', 'Patient.Treated', '1', '{}', '-11581401593999999', E'\\x000000016100000002c3a90000000162000000013200000004757365720000000477696c6c', E'\\x010001096b3466633866613861dad8184bb004850a266410d4d559d46a6eef79be8c33f0ba13defead83db035a4187222845583979fbd5970962a9ba660220c14973fa08065e428b9566c19cf8cf27d8e2d1ab15a25dfa5050c564103fc8508e2603159dc90cc0553921378b88a475df484b7263747f8dcc293660594f', E'\\x4b066f778fd408692692af8ece79ae04d7eede2dc7795618e7e382c98bd1b3a1');

INSERT INTO hospital_events VALUES ('7', '00000000-0000-0002-0000-000000000007', 'p-1', '5', 'Patient.Visited', '1', '{}', '-11581401592999999', E'\\x000000016100000002c3a90000000162000000013200000004757365720000000477696c6c', E'\\x010201096b65336330373734666b13bec16520abe76e98a770c19a46fc72e958c785959effae889023684482adfff71416885770aec86786b1b01899da9de8a3adc66a207ccc6a4c0b603e3a19663687f23a110c20114c367371a0b4ee39423e28f822c885f0916463f87fac564489a3184127c2df2a4727566e18a58fbd3dc428c0435fda1a6f118844818ad228947f748a49e24a3a3d3459db9981bf3355b2d4827a40fe0e9addf0c3ff7f2f87f759cbb475a6903fdef887b328ee5a55e91bfd5dd62c7064f6ba3faed007', E'\\x5b0626b586d7624431afc9c19d4b4cb22d5cfe2b83e0397a927eefdd677e29e6');

INSERT INTO hospital_events VALUES ('8', '00000000-0000-0002-0000-000000000008', NULL, NULL, 'Hospital.Inspected', '1', '{ward:north}', '-11581401591999999', E'\\x000000016100000002c3a90000000162000000013200000004757365720000000477696c6c', E'\\x010201096b6533633037373466968ec1ee6e1ba4fa3f280aa0eed6360dca519475b4047236cfc81ffc8036f758cd7b9c760441a79495c0a49a4949', E'\\xe24bc1fa3b2548e29a72038653c294d56cd5b0df0451dbffb42095d455a8b239');

INSERT INTO hospital_events VALUES ('9', 'af2ec933-39ab-5237-896b-0c408dbc43de', NULL, NULL, 'annals.SubjectErased', '1', '{}', '-11581401599999999', E'\\x', E'\\x010001096b65336330373734668ef2cad65b4d00970dc96a0ea940aabd038411adf690e399842b3c7e42d8c15223a2bbfb1866ffd537e1b3a79d', E'\\x1f54b2384c8c2e3086e4e8748b19c0b8106fec548fadc47958e11c6cee361eab');

INSERT INTO hospital_log VALUES ('Hospital', '00000000-0000-0001-0000-000000000001', '00000000-0000-0001-0000-000000000002', '2', 'true', '-11581401599999999');

INSERT INTO hospital_snapshots VALUES ('p-1', 'Patient.State', '2', '1', '00000000-0000-0001-0000-000000000003', E'\\x010100fb7fedd6b1f31b0e39fe07d1e7dd0e562be525e6a62a59552ba914972665a5269728592915e81a2ae900055213735253807ce7f0922cbfac9caca85c5fe34813ffc8cc325767cfeca29c4c6f53df52533fed3267978810670f7793aa2ab734f35cd3aa6cef6cc7e254b7e240dfa26477c3481333cfacb0e0745ba55a1da5f2c4229091e1a9c525403b9240e61be8289514a52696e4a6e6951403b9b500');

INSERT INTO hospital_snapshots VALUES ('p-1', 'Patient.State', '4', '1', '00000000-0000-0001-0000-000000000004', E'\\x010200cf124c26fb7fedd6b1f31b0e3982e9b7a71dab95f212735395acaa95548a4b93b252934b80b614e81a2ae900055213735253807ce7f0922cbfac9caca85c5fe348cb108fa8c4cca0dc4a9f1c67a7c822a70047cface4643fa7b0f2a46c8f54378bc80c7df7d0e4dc3ca3949c701f2fdf4a835293d0fc22af50734f5ba55a1da5f2c4229091e1401703ed4802996fa0a35452949a58929b9a5752ac6465540b00');

INSERT INTO hospital_snapshots VALUES ('p-1', 'Patient.State', '5', '1', '00000000-0000-0001-0000-000000000006', E'\\x010201096b6533633037373466fd7daddb75ad7ff9087ae5aeb899085bcb7343fca606287aa30bcae4ea7e4358273ae5cc7ba6d635178967a9e1d691d3d174d4dd883f74e8c85f9378fd7c4a70bb0d4370eb0ecee3b9e098b00192c28917dd8535e0c152899c505c6cc2e250e7bf4b5edb1dd0ff8c095356066de83a1d9536f1291cdf704938e7cb96b7b3bf2a2c239bbd27943f990f9b9d97b71d3b7de587da7deae00e90a3baedeb58c3b8fc704fed5486e5812acaaa39f2016166ef55337820fadf026d30a36f5f89');

INSERT INTO hospital_snapshots VALUES ('p-2', 'Patient.State', '2', '1', '00000000-0000-0001-0000-000000000005', E'\\x010001096b3466633866613861055411db4a69d30c0cf2c7b72b127e90c9b1f1e9c1dec9699367b3dd62fd852861b0c0790e2a392092d7631a0f42df597b3ab89afb97c97301bc9e55d04559578a816a52116c15b623d4b2635bee70fd489aeaefd64f50592372d84475c53e31cf28428a9be02206b6acae2bb6d1788a14a7a83ac975a2aedcee640db8124fdfa90b054cf4a4bb6876fc766249c609d05b9bbb809cb9d830606a9397dc9c375e61048a072d771fdc4cffb19eed90cd915e453f7d0c1a6befa88cfbc31a3b83b34f7b');

INSERT INTO hospital_tags VALUES ('bed:größer', '3', 'Patient.Moved');

INSERT INTO hospital_tags VALUES ('ward:north', '1', 'Patient.Admitted');

INSERT INTO hospital_tags VALUES ('ward:north', '4', 'Patient.Treated');

INSERT INTO hospital_tags VALUES ('ward:north', '8', 'Hospital.Inspected');

INSERT INTO hospital_tracking VALUES ('Kitchen', '1', NULL, '0', NULL, NULL, NULL, NULL);

INSERT INTO hospital_tracking VALUES ('Pharmacy', '7', '00000000-0000-0003-0000-000000000007', '2', NULL, NULL, NULL, NULL);

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
