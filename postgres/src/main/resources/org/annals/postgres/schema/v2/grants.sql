-- Rights to what version 2 has added. Parked events and timers are no history: the writer changes them in the
-- transactions of its appends. Leases it takes by the functions alone, since they raise the epoch.
GRANT SELECT ON {schema}."{log}_parked", {schema}."{log}_timers" TO {writer}, {reader};
GRANT INSERT, UPDATE, DELETE ON {schema}."{log}_parked", {schema}."{log}_timers" TO {writer};
GRANT EXECUTE ON FUNCTION {schema}."{log}_acquire_lease", {schema}."{log}_release_lease" TO {writer};
