package org.annals.postgres;

import org.annals.persistence.Limits;
import org.annals.persistence.PersistenceModule;
import org.annals.postgres.Postgres.SchemaPolicy;
import org.annals.postgres.Postgres.WakeUps;
import org.annals.settings.ConfigurationException;
import org.annals.settings.NamedSettings;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The persistence module {@code postgres}: {@link Postgres} as settings say.
 *
 * <p>A password that changes is handed over as a {@link PasswordSupplier}: {@code
 * settings.using(PasswordSupplier.class, supplier)}.
 */
public final class PostgresModule implements PersistenceModule {
    static final String NAME = "postgres";

    private static final String HOST = "POSTGRES_HOST";
    private static final String PORT = "POSTGRES_PORT";
    private static final String DBNAME = "POSTGRES_DBNAME";
    private static final String USER = "POSTGRES_USER";
    private static final String PASSWORD = "POSTGRES_PASSWORD";
    private static final String SCHEMA = "POSTGRES_SCHEMA";
    private static final String SSLMODE = "POSTGRES_SSLMODE";
    private static final String SSLROOTCERT = "POSTGRES_SSLROOTCERT";
    private static final String CONNECT_TIMEOUT = "POSTGRES_CONNECT_TIMEOUT";
    private static final String POOL_SIZE = "POSTGRES_POOL_SIZE";
    private static final String MAX_OVERFLOW = "POSTGRES_MAX_OVERFLOW";
    private static final String MAX_WAITING = "POSTGRES_MAX_WAITING";
    private static final String CONN_MAX_AGE = "POSTGRES_CONN_MAX_AGE";
    private static final String PRE_PING = "POSTGRES_PRE_PING";
    private static final String LOCK_TIMEOUT = "POSTGRES_LOCK_TIMEOUT";
    private static final String STATEMENT_TIMEOUT = "POSTGRES_STATEMENT_TIMEOUT";
    private static final String IDLE_TIMEOUT = "POSTGRES_IDLE_IN_TRANSACTION_SESSION_TIMEOUT";
    private static final String NOTIFY = "POSTGRES_NOTIFY";
    private static final String POLL_INTERVAL = "POLL_INTERVAL";
    private static final String HASH_CHAIN = "HASH_CHAIN";
    private static final String CREATE_TABLE = "CREATE_TABLE";

    private static final Set<String> KEYS =
            Set.of(
                    HOST,
                    PORT,
                    DBNAME,
                    USER,
                    PASSWORD,
                    SCHEMA,
                    SSLMODE,
                    SSLROOTCERT,
                    CONNECT_TIMEOUT,
                    POOL_SIZE,
                    MAX_OVERFLOW,
                    MAX_WAITING,
                    CONN_MAX_AGE,
                    PRE_PING,
                    LOCK_TIMEOUT,
                    STATEMENT_TIMEOUT,
                    IDLE_TIMEOUT,
                    NOTIFY,
                    POLL_INTERVAL,
                    CREATE_TABLE,
                    HASH_CHAIN);

    /** Settings of other pools, and what to set instead. */
    private static final Map<String, String> OF_OTHER_POOLS =
            Map.of(
                    "POSTGRES_MAXIMUM_POOL_SIZE", POOL_SIZE + " and " + MAX_OVERFLOW,
                    "POSTGRES_MAX_CONN", POOL_SIZE + " and " + MAX_OVERFLOW,
                    "POSTGRES_MIN_CONN", POOL_SIZE,
                    "POSTGRES_MINIMUM_IDLE", POOL_SIZE,
                    "POSTGRES_POOL_TIMEOUT", CONNECT_TIMEOUT,
                    "POSTGRES_CONNECTION_TIMEOUT", CONNECT_TIMEOUT,
                    "POSTGRES_MAX_LIFETIME", CONN_MAX_AGE,
                    "POSTGRES_POOL_RECYCLE", CONN_MAX_AGE,
                    "POSTGRES_IDLE_TIMEOUT", CONN_MAX_AGE,
                    "POSTGRES_POOL_PRE_PING", PRE_PING);

    private static final int MOST_CONNECTIONS = 1_000;
    private static final Duration SHORTEST_AGE = Duration.ofSeconds(30);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

    /** Gives the password of a new connection. May be called by any thread. */
    @FunctionalInterface
    public interface PasswordSupplier extends Supplier<String> {}

    /** Makes the module. */
    public PostgresModule() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> keys() {
        Set<String> keys = new HashSet<>(Limits.KEYS);
        keys.addAll(KEYS);
        return Set.copyOf(keys);
    }

    @Override
    public PostgresRecorder open(NamedSettings settings) {
        requireOwnPool(settings);
        Postgres postgres =
                Postgres.at(new ConnectionSource.Pooled(address(settings), pool(settings)));
        return (settings.flag(HASH_CHAIN, false) ? postgres.withHashChain() : postgres)
                .withSchema(settings.text(SCHEMA, "public"))
                .withLockTimeout(timeout(LOCK_TIMEOUT, Timeouts.defaults().lock(), settings))
                .withStatementTimeout(
                        timeout(STATEMENT_TIMEOUT, Timeouts.defaults().statement(), settings))
                .withIdleInTransactionTimeout(
                        timeout(IDLE_TIMEOUT, Timeouts.defaults().idle(), settings))
                .withPollInterval(
                        atLeast(
                                Duration.ofMillis(1),
                                POLL_INTERVAL,
                                Duration.ofSeconds(1),
                                settings))
                .withWakeUps(settings.flag(NOTIFY, true) ? WakeUps.NOTIFY : WakeUps.POLL)
                .withSchemaPolicy(
                        settings.flag(CREATE_TABLE, true)
                                ? SchemaPolicy.CREATE
                                : SchemaPolicy.VERIFY)
                .withLimits(Limits.from(settings))
                .open(settings);
    }

    private static ServerAddress address(NamedSettings settings) {
        Optional<PasswordSupplier> supplier = settings.component(PasswordSupplier.class);
        List<String> values =
                settings.required(
                        supplier.isPresent()
                                ? List.of(HOST, DBNAME, USER)
                                : List.of(HOST, DBNAME, USER, PASSWORD));
        return new ServerAddress(
                values.get(0),
                settings.number(PORT, ServerAddress.DEFAULT_PORT, 1, 65_535),
                values.get(1),
                values.get(2),
                supplier.isPresent() ? supplier.get() : () -> values.get(3),
                settings.word(SSLMODE, "prefer", ServerAddress.SSL_MODES),
                settings.find(SSLROOTCERT).orElse(null));
    }

    private static PoolSize pool(NamedSettings settings) {
        PoolSize defaults = PoolSize.defaults();
        return new PoolSize(
                settings.number(POOL_SIZE, defaults.kept(), 1, MOST_CONNECTIONS),
                settings.number(MAX_OVERFLOW, defaults.overflow(), 0, MOST_CONNECTIONS),
                settings.number(MAX_WAITING, defaults.maxWaiting(), 0, Integer.MAX_VALUE),
                atLeast(SHORTEST_WAIT, CONNECT_TIMEOUT, defaults.longestWait(), settings),
                atLeast(SHORTEST_AGE, CONN_MAX_AGE, defaults.maxAge(), settings),
                settings.flag(PRE_PING, defaults.testing()));
    }

    private static Duration timeout(String key, Duration otherwise, NamedSettings settings) {
        Duration value = settings.duration(key, otherwise);
        if (!Timeouts.isPossible(value)) {
            throw settings.wrong(
                    key, settings.find(key).orElse(value.toString()), Timeouts.POSSIBLE);
        }
        return value;
    }

    private static Duration atLeast(
            Duration shortest, String key, Duration otherwise, NamedSettings settings) {
        Duration value = settings.duration(key, otherwise);
        if (value.compareTo(shortest) < 0) {
            throw settings.wrong(
                    key,
                    value.toMillis() + "ms",
                    "a duration of at least " + shortest.toMillis() + "ms");
        }
        return value;
    }

    // Taken for another pool's and ignored, such a setting would be believed to be in effect.
    private static void requireOwnPool(NamedSettings settings) {
        Map<String, String> found = new TreeMap<>(OF_OTHER_POOLS);
        found.keySet().removeIf(key -> settings.find(key).isEmpty());
        if (!found.isEmpty()) {
            var first = found.entrySet().iterator().next();
            throw new ConfigurationException(
                    "%s of %s is a setting of another pool, and is not ignored. Remove it, and set %s."
                            .formatted(
                                    first.getKey(), settings.applicationName(), first.getValue()));
        }
    }
}
