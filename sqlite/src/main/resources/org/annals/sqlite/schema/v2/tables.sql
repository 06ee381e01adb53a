-- What a log has beside that of version 1. A lease is columns of the tracking row, so that taking it raises the epoch by which
-- appends are judged; position 0 is that of an upstream that is leased and of which nothing is tracked. Times are microseconds
-- since 1970, UTC.

ALTER TABLE "{log}_tracking" ADD COLUMN lease_owner TEXT;

ALTER TABLE "{log}_tracking" ADD COLUMN lease_epoch INTEGER;

ALTER TABLE "{log}_tracking" ADD COLUMN lease_until INTEGER;

CREATE TABLE "{log}_parked" (
    upstream  TEXT    NOT NULL,
    position  INTEGER NOT NULL,
    key       TEXT    NOT NULL,
    event_id  BLOB    NOT NULL CHECK (length(event_id) = 16),
    type      TEXT    NOT NULL,
    problem   TEXT    NOT NULL,
    attempts  INTEGER NOT NULL,
    parked_on INTEGER NOT NULL,
    PRIMARY KEY (upstream, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX "{log}_parked_key" ON "{log}_parked" (upstream, key);

CREATE TABLE "{log}_timers" (
    process TEXT    NOT NULL,
    id      TEXT    NOT NULL,
    due_on  INTEGER NOT NULL,
    data    BLOB    NOT NULL,
    PRIMARY KEY (process, id)
) STRICT;

CREATE INDEX "{log}_timers_due" ON "{log}_timers" (process, due_on, id);
