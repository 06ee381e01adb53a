-- Rights of the two roles that use a log and do not own it. The writer appends by the functions alone, which
-- run as their owner, and so can neither edit history nor write around the protocol. Snapshots are no history:
-- no protocol guards them, and each can be made again.
GRANT USAGE ON SCHEMA {schema} TO {writer}, {reader};
GRANT SELECT ON {schema}."{log}_log", {schema}."{log}_events", {schema}."{log}_tags",
    {schema}."{log}_tracking", {schema}."{log}_snapshots", {schema}."{log}_readable" TO {writer}, {reader};
GRANT INSERT, UPDATE, DELETE ON {schema}."{log}_snapshots" TO {writer};
GRANT EXECUTE ON FUNCTION {schema}."{log}_append", {schema}."{log}_append_one" TO {writer};
