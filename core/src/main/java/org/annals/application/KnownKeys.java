package org.annals.application;

import java.util.Set;

/**
 * Every key that this family of libraries has a meaning for, whether or not this release and the
 * modules on the path do: so that one of them is not taken for a misspelt other, and a misspelt one
 * is not taken for a key of somebody else's.
 */
final class KnownKeys {
    static final Set<String> ALL =
            Set.of(
                    "AGGREGATE_CACHE_FASTFORWARD",
                    "AGGREGATE_CACHE_FASTFORWARD_SKIPPING",
                    "AGGREGATE_CACHE_MAXSIZE",
                    "APPEND_MAX_EVENTS",
                    "AXONSERVER_URI",
                    "CIPHER",
                    "CIPHER_KEY",
                    "CIPHER_KEY_FILE",
                    "CIPHER_OLD_KEYS",
                    "CIPHER_REQUIRED",
                    "COMPRESSION_DICTIONARIES",
                    "COMPRESSOR",
                    "CREATE_TABLE",
                    "EVENT_MAX_BYTES",
                    "GRPC_SERVER_ADDRESS",
                    "GRPC_SSL_CERTIFICATE_PATH",
                    "GRPC_SSL_PRIVATE_KEY_PATH",
                    "GRPC_SSL_ROOT_CERTIFICATE_PATH",
                    "HASH_CHAIN",
                    "HTTP_SERVER_ADDRESS",
                    "HTTP_SSL_CERTIFICATE_PATH",
                    "HTTP_SSL_PRIVATE_KEY_PATH",
                    "HTTP_SSL_ROOT_CERTIFICATE_PATH",
                    "HTTP_TIMEOUT",
                    "HTTP_TOKEN",
                    "INFLATE_MAX_BYTES",
                    "IS_SNAPSHOTTING_ENABLED",
                    "KURRENTDB_ROOT_CERTIFICATES",
                    "KURRENTDB_URI",
                    "LEASE_DURATION",
                    "LOG_SECTION_SIZE",
                    "MISSING_SUBJECT_KEYS",
                    "NEWER_EVENTS",
                    "PERSISTENCE_MODULE",
                    "POLL_INTERVAL",
                    "POSTGRES_CONNECT_TIMEOUT",
                    "POSTGRES_CONN_MAX_AGE",
                    "POSTGRES_DBNAME",
                    "POSTGRES_HOST",
                    "POSTGRES_IDLE_IN_TRANSACTION_SESSION_TIMEOUT",
                    "POSTGRES_LOCK_TIMEOUT",
                    "POSTGRES_MAX_OVERFLOW",
                    "POSTGRES_MAX_WAITING",
                    "POSTGRES_PASSWORD",
                    "POSTGRES_POOL_SIZE",
                    "POSTGRES_PORT",
                    "POSTGRES_PRE_PING",
                    "POSTGRES_SCHEMA",
                    "POSTGRES_SSLMODE",
                    "POSTGRES_SSLROOTCERT",
                    "POSTGRES_STATEMENT_TIMEOUT",
                    "POSTGRES_USER",
                    "PULL_SECTION_SIZE",
                    "RETRY_ATTEMPTS",
                    "SNAPSHOT_MAX_BYTES",
                    "SQLITE_DBNAME",
                    "SQLITE_LOCK_TIMEOUT",
                    "SQLITE_SYNCHRONOUS",
                    "STALL_AFTER",
                    "SUBJECT_KEYS_FOLDER",
                    "TAGS_MAX",
                    "TAG_MAX_BYTES");

    private KnownKeys() {}
}
