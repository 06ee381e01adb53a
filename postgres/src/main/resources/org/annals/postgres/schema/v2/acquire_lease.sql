-- Takes the lease of an upstream, or prolongs it, and returns its epoch: null if another owner has it. The
-- refusal 'epoch' says that no epoch is left.
CREATE OR REPLACE FUNCTION {schema}."{log}_acquire_lease"(
    known_schema int,
    longest_wait text,
    l_upstream   text,
    l_owner      text,
    l_micros     bigint,
    OUT refusal  text,
    OUT taken    bigint
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    place record;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        refusal := 'isolation';
        RETURN;
    END IF;
    IF known_schema <> {version} THEN
        refusal := 'schema';
        RETURN;
    END IF;
    longest_wait := set_config('lock_timeout', longest_wait, true);

    -- To prolong changes nothing by which an append is judged, so it waits for none.
    UPDATE {schema}."{log}_tracking" x
    SET lease_until = (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + l_micros
    WHERE x.upstream = l_upstream AND x.lease_owner = l_owner AND x.lease_epoch = x.epoch
      AND x.lease_until > (extract(epoch FROM clock_timestamp()) * 1000000)::bigint
    RETURNING x.epoch INTO taken;
    IF FOUND THEN
        RETURN;
    END IF;

    -- An append that has judged by the old epoch must be over before there is a new one: it would write the old
    -- one back.
    PERFORM pg_advisory_xact_lock(({lock_space}::bigint << 32) | '{schema}."{log}_events"'::regclass::oid::bigint);
    -- With the row's lock: the owner may be about to prolong it.
    SELECT x.epoch, x.lease_owner AS owner,
           x.lease_epoch = x.epoch
               AND x.lease_until > (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS held
    INTO place
    FROM {schema}."{log}_tracking" x WHERE x.upstream = l_upstream FOR UPDATE;
    IF place.held AND place.owner <> l_owner THEN
        RETURN;
    END IF;
    IF place.epoch = 9223372036854775807 AND place.held IS NOT TRUE THEN
        refusal := 'epoch';
        RETURN;
    END IF;
    taken := coalesce(place.epoch, 0) + CASE WHEN place.held THEN 0 ELSE 1 END;
    INSERT INTO {schema}."{log}_tracking" (upstream, position, epoch, lease_owner, lease_epoch, lease_until)
    VALUES (l_upstream, 0, taken, l_owner, taken,
            (extract(epoch FROM clock_timestamp()) * 1000000)::bigint + l_micros)
    ON CONFLICT (upstream) DO UPDATE
    SET epoch = excluded.epoch, lease_owner = excluded.lease_owner, lease_epoch = excluded.lease_epoch,
        lease_until = excluded.lease_until;
END;
$$;

REVOKE ALL ON FUNCTION {schema}."{log}_acquire_lease" FROM PUBLIC;
