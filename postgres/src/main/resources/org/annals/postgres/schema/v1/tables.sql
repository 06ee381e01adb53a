-- The tables of one log: {schema} and {log} stand for its schema and its identifier.
-- Text is compared byte by byte, since an order that changes with an operating system would break
-- uniqueness. Times are microseconds since 1970, UTC. Hashes are those of org.annals.integrity, where
-- chained is true: there no writer gets past them, since the column may not be null. Incarnation in tracking
-- is for later releases, which so need no migration. A migration that older writers must not survive makes
-- their inserts fail, by a column that must not be null, say: they then ask the functions, which refuse them.

CREATE TABLE {schema}."{log}_log" (
    name           text        COLLATE "C" NOT NULL PRIMARY KEY,
    log_id         uuid        NOT NULL,
    incarnation    uuid        NOT NULL,
    schema_version int         NOT NULL,
    chained        boolean     NOT NULL,
    created_at     bigint      NOT NULL
);

-- The position is the second belt: it is computed from the head, so a writer without the lock collides
-- here instead of giving a number out of order.
CREATE TABLE {schema}."{log}_events" (
    position     bigint NOT NULL PRIMARY KEY,
    event_id     uuid   NOT NULL,
    aggregate_id text   COLLATE "C",
    version      bigint,
    type         text   COLLATE "C" NOT NULL,
    type_version int    NOT NULL,
    tags         text[] COLLATE "C" NOT NULL,
    recorded_at  bigint NOT NULL,
    metadata     bytea  NOT NULL,
    data         bytea  NOT NULL,
    hash         bytea,          -- unless chained
    hash         bytea NOT NULL, -- if chained
    CHECK ((aggregate_id IS NULL) = (version IS NULL))
);

CREATE UNIQUE INDEX "{log}_events_id" ON {schema}."{log}_events" (event_id);

CREATE UNIQUE INDEX "{log}_events_origin" ON {schema}."{log}_events" (aggregate_id, version)
    WHERE aggregate_id IS NOT NULL;

CREATE INDEX "{log}_events_type" ON {schema}."{log}_events" (type, position);

CREATE TABLE {schema}."{log}_tags" (
    tag      text   COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    type     text   COLLATE "C" NOT NULL,
    PRIMARY KEY (tag, position) INCLUDE (type)
);

CREATE TABLE {schema}."{log}_tracking" (
    upstream    text   COLLATE "C" NOT NULL PRIMARY KEY,
    position    bigint NOT NULL,
    event_id    uuid,
    epoch       bigint NOT NULL,
    incarnation uuid
);

CREATE TABLE {schema}."{log}_snapshots" (
    subject       text   COLLATE "C" NOT NULL,
    type          text   COLLATE "C" NOT NULL,
    version       bigint NOT NULL,
    state_version int    NOT NULL,
    id            uuid   NOT NULL,
    data          bytea  NOT NULL,
    PRIMARY KEY (subject, type, version)
);

-- For people.
CREATE VIEW {schema}."{log}_readable" AS
SELECT position,
       event_id,
       aggregate_id,
       version,
       type,
       type_version,
       tags,
       to_timestamp(recorded_at / 1000000.0) AS recorded_at,
       octet_length(data) AS bytes
FROM {schema}."{log}_events";
