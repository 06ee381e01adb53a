package org.annals.sqlite;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.Limits;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.Recorder;
import org.annals.recording.LogName;
import org.annals.settings.NamedSettings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * Where and how to keep events in SQLite. Immutable.
 *
 * {@snippet class="org.annals.sqlite.FilesTest" region="open"}
 *
 * <p>Several processes may open one file, and several logs may share it. Commits are durable when
 * an append returns, unless {@link Durability#SURVIVES_PROCESS} is asked for. The file is made
 * readable for its owner alone. It must not be on a network file system, nor be opened by other
 * means than SQLite while it is in use.
 */
public final class Sqlite implements PersistenceModule {
    private final SqliteLocation location;
    private final Duration lockTimeout;
    private final Duration pollInterval;
    private final Durability durability;
    private final SchemaPolicy schema;
    private final Chaining chaining;
    private final Limits limits;

    /** What a commit outlives. */
    public enum Durability {
        /** The death of the process and the loss of power: {@code synchronous=FULL}. */
        SURVIVES_POWER_LOSS,
        /**
         * The death of the process; a loss of power may take the last commits, never an earlier one
         * alone: {@code synchronous=NORMAL}.
         */
        SURVIVES_PROCESS
    }

    /** What to do where the log's tables are missing or of an older version. */
    public enum SchemaPolicy {
        /** Create or migrate them. */
        CREATE,
        /** Refuse to open. */
        VERIFY
    }

    /** Whether a log must keep a hash beside each event. */
    enum Chaining {
        /** One that is there is as it was created; a new one keeps none. */
        AS_IT_IS,
        REQUIRED
    }

    private Sqlite(
            SqliteLocation location,
            Duration lockTimeout,
            Duration pollInterval,
            Durability durability,
            SchemaPolicy schema,
            Chaining chaining,
            Limits limits) {
        this.location = location;
        this.lockTimeout = lockTimeout;
        this.pollInterval = pollInterval;
        this.durability = requireNonNull(durability, "durability");
        this.schema = requireNonNull(schema, "schema");
        this.chaining = chaining;
        this.limits = requireNonNull(limits, "limits");
    }

    /**
     * Returns the database in a file, which is made when it is opened; its folder must exist.
     * Durability is full, and another process's lock is waited for 5 seconds.
     */
    public static Sqlite file(Path file) {
        return at(SqliteLocation.file(file));
    }

    /**
     * Returns a database in memory, shared by name within the process, for as long as one recorder
     * has it open.
     */
    public static Sqlite inMemory(String name) {
        return at(SqliteLocation.inMemory(name));
    }

    static Sqlite at(SqliteLocation location) {
        return new Sqlite(
                location,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Durability.SURVIVES_POWER_LOSS,
                SchemaPolicy.CREATE,
                Chaining.AS_IT_IS,
                Limits.defaults());
    }

    /**
     * Returns this with another time to wait for another process's write lock.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Sqlite withLockTimeout(Duration lockTimeout) {
        if (lockTimeout.isNegative()) {
            throw new IllegalArgumentException(
                    "The lock time-out is %s, but it cannot be negative.".formatted(lockTimeout));
        }
        return new Sqlite(
                location, lockTimeout, pollInterval, durability, schema, chaining, limits);
    }

    /**
     * Returns this with another longest time, 1 second by default, after which a subscription that
     * waits looks for what other processes have appended.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public Sqlite withPollInterval(Duration pollInterval) {
        if (!pollInterval.isPositive()) {
            throw new IllegalArgumentException(
                    "The poll interval is %s, but it must be above 0.".formatted(pollInterval));
        }
        return new Sqlite(
                location, lockTimeout, pollInterval, durability, schema, chaining, limits);
    }

    /** Returns this with another durability. */
    public Sqlite withDurability(Durability durability) {
        return new Sqlite(
                location, lockTimeout, pollInterval, durability, schema, chaining, limits);
    }

    /** Returns this with another policy for missing tables. */
    public Sqlite withSchema(SchemaPolicy schema) {
        return new Sqlite(
                location, lockTimeout, pollInterval, durability, schema, chaining, limits);
    }

    /**
     * Returns this with a hash beside each event of a log that is created; see {@code
     * org.annals.integrity}. A log that was created so stays so, asked or not; one that was not
     * cannot be opened so.
     */
    public Sqlite withHashChain() {
        return new Sqlite(
                location, lockTimeout, pollInterval, durability, schema, Chaining.REQUIRED, limits);
    }

    /** Returns this with other limits. */
    public Sqlite withLimits(Limits limits) {
        return new Sqlite(
                location, lockTimeout, pollInterval, durability, schema, chaining, limits);
    }

    /**
     * Opens the log of an application, and creates it if it is not there.
     *
     * @throws org.annals.settings.ConfigurationException if the file cannot be used: it is not a
     *     database, of a newer schema, read-only, or in a folder that does not exist; or another
     *     application's name gives the same tables
     * @throws org.annals.persistence.RecorderUnavailableException if another program has it locked
     */
    public Recorder open(String applicationName) {
        return SqliteRecorder.open(this, LogName.of(applicationName));
    }

    @Override
    public String name() {
        return SqliteModule.NAME;
    }

    /** Returns no key: everything was said here. */
    @Override
    public Set<String> keys() {
        return Set.of();
    }

    @Override
    public Recorder open(NamedSettings settings) {
        return open(settings.applicationName());
    }

    SqliteLocation location() {
        return location;
    }

    Duration lockTimeout() {
        return lockTimeout;
    }

    Duration pollInterval() {
        return pollInterval;
    }

    Durability durability() {
        return durability;
    }

    SchemaPolicy schema() {
        return schema;
    }

    boolean requiresHashChain() {
        return chaining == Chaining.REQUIRED;
    }

    Limits limits() {
        return limits;
    }
}
