-- What a log has beside that of version 1. A lease is columns of the tracking row, so that taking it raises the
-- epoch by which appends are judged; position 0 is that of an upstream that is leased and of which nothing is
-- tracked. Times are microseconds since 1970, UTC.

ALTER TABLE {schema}."{log}_tracking"
    ADD COLUMN lease_owner text COLLATE "C",
    ADD COLUMN lease_epoch bigint,
    ADD COLUMN lease_until bigint;

CREATE TABLE {schema}."{log}_parked" (
    upstream  text   COLLATE "C" NOT NULL,
    position  bigint NOT NULL,
    key       text   COLLATE "C" NOT NULL,
    event_id  uuid   NOT NULL,
    type      text   COLLATE "C" NOT NULL,
    problem   text   NOT NULL,
    attempts  int    NOT NULL,
    parked_on bigint NOT NULL,
    PRIMARY KEY (upstream, position)
);

CREATE INDEX "{log}_parked_key" ON {schema}."{log}_parked" (upstream, key);

CREATE TABLE {schema}."{log}_timers" (
    process text   COLLATE "C" NOT NULL,
    id      text   COLLATE "C" NOT NULL,
    due_on  bigint NOT NULL,
    data    bytea  NOT NULL,
    PRIMARY KEY (process, id)
);

CREATE INDEX "{log}_timers_due" ON {schema}."{log}_timers" (process, due_on, id);
