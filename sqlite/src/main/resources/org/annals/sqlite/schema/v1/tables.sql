-- The tables of one log, whose identifier stands for {log}. Times are microseconds since 1970, UTC.
-- Hashes are those of org.annals.integrity, where chained is 1. Incarnation in tracking is for later releases, which so need no
-- migration.

CREATE TABLE "{log}_events" (
    position     INTEGER PRIMARY KEY,
    event_id     BLOB    NOT NULL UNIQUE CHECK (length(event_id) = 16),
    aggregate_id TEXT,
    version      INTEGER,
    type         TEXT    NOT NULL,
    type_version INTEGER NOT NULL,
    tags         BLOB    NOT NULL,
    recorded_at  INTEGER NOT NULL,
    metadata     BLOB    NOT NULL,
    data         BLOB    NOT NULL,
    hash         BLOB,
    CHECK ((aggregate_id IS NULL) = (version IS NULL))
) STRICT;

CREATE UNIQUE INDEX "{log}_events_origin" ON "{log}_events" (aggregate_id, version)
    WHERE aggregate_id IS NOT NULL;

CREATE INDEX "{log}_events_type" ON "{log}_events" (type, position);

CREATE TABLE "{log}_tags" (
    tag      TEXT    NOT NULL,
    position INTEGER NOT NULL,
    type     TEXT    NOT NULL,
    PRIMARY KEY (tag, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE "{log}_tracking" (
    upstream    TEXT    NOT NULL PRIMARY KEY,
    position    INTEGER NOT NULL,
    event_id    BLOB,
    epoch       INTEGER NOT NULL,
    incarnation BLOB
) STRICT, WITHOUT ROWID;

-- With row ids, unlike others: their data is large, and would be in the way of who looks for a version.
CREATE TABLE "{log}_snapshots" (
    subject       TEXT    NOT NULL,
    type          TEXT    NOT NULL,
    version       INTEGER NOT NULL,
    state_version INTEGER NOT NULL,
    id            BLOB    NOT NULL CHECK (length(id) = 16),
    data          BLOB    NOT NULL,
    PRIMARY KEY (subject, type, version)
) STRICT;

CREATE TABLE "{log}_log" (
    name           TEXT    NOT NULL PRIMARY KEY,
    log_id         BLOB    NOT NULL,
    incarnation    BLOB    NOT NULL,
    schema_version INTEGER NOT NULL,
    chained        INTEGER NOT NULL,
    created_at     INTEGER NOT NULL
) STRICT;
