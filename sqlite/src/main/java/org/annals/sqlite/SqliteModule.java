package org.annals.sqlite;

import org.annals.persistence.Limits;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.settings.NamedSettings;
import org.annals.sqlite.Sqlite.Durability;
import org.annals.sqlite.Sqlite.SchemaPolicy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The persistence module {@code sqlite}: {@link Sqlite} as settings say. */
public final class SqliteModule implements PersistenceModule {
    static final String NAME = "sqlite";

    private static final String DBNAME = "SQLITE_DBNAME";
    private static final String LOCK_TIMEOUT = "SQLITE_LOCK_TIMEOUT";
    private static final String SYNCHRONOUS = "SQLITE_SYNCHRONOUS";
    private static final String POLL_INTERVAL = "POLL_INTERVAL";
    private static final String HASH_CHAIN = "HASH_CHAIN";
    private static final String CREATE_TABLE = "CREATE_TABLE";

    /** Makes the module. */
    public SqliteModule() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> keys() {
        Set<String> keys = new HashSet<>(Limits.KEYS);
        keys.addAll(
                List.of(
                        DBNAME,
                        LOCK_TIMEOUT,
                        SYNCHRONOUS,
                        POLL_INTERVAL,
                        CREATE_TABLE,
                        HASH_CHAIN));
        return Set.copyOf(keys);
    }

    @Override
    public Recorder open(NamedSettings settings) {
        boolean full = settings.word(SYNCHRONOUS, "full", List.of("full", "normal")).equals("full");
        Sqlite sqlite =
                Sqlite.at(SqliteLocation.parse(settings.required(DBNAME)))
                        .withLockTimeout(settings.duration(LOCK_TIMEOUT, Duration.ofSeconds(5)))
                        .withPollInterval(pollInterval(settings))
                        .withDurability(
                                full ? Durability.SURVIVES_POWER_LOSS : Durability.SURVIVES_PROCESS)
                        .withSchema(
                                settings.flag(CREATE_TABLE, true)
                                        ? SchemaPolicy.CREATE
                                        : SchemaPolicy.VERIFY)
                        .withLimits(Limits.from(settings));
        return (settings.flag(HASH_CHAIN, false) ? sqlite.withHashChain() : sqlite).open(settings);
    }

    private static Duration pollInterval(NamedSettings settings) {
        Duration interval = settings.duration(POLL_INTERVAL, Duration.ofSeconds(1));
        if (!interval.isPositive()) {
            throw settings.wrong(
                    POLL_INTERVAL,
                    settings.find(POLL_INTERVAL).orElseThrow(),
                    "a duration above 0");
        }
        return interval;
    }
}
