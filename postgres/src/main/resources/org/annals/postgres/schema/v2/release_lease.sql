-- Ends the lease of an upstream, and returns whether it was still the owner's. The epoch stays.
CREATE OR REPLACE FUNCTION {schema}."{log}_release_lease"(
    known_schema int,
    longest_wait text,
    l_upstream   text,
    l_owner      text,
    l_epoch      bigint,
    OUT refusal  text,
    OUT released boolean
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $$
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
    UPDATE {schema}."{log}_tracking" x SET lease_owner = NULL, lease_epoch = NULL, lease_until = NULL
    WHERE x.upstream = l_upstream AND x.lease_owner = l_owner AND x.lease_epoch = l_epoch AND x.epoch = l_epoch
      AND x.lease_until > (extract(epoch FROM clock_timestamp()) * 1000000)::bigint;
    released := FOUND;
END;
$$;

REVOKE ALL ON FUNCTION {schema}."{log}_release_lease" FROM PUBLIC;
