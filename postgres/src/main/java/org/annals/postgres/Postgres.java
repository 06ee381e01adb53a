package org.annals.postgres;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.Limits;
import org.annals.persistence.PersistenceModule;
import org.annals.recording.LogName;
import org.annals.settings.NamedSettings;

import java.time.Duration;
import java.util.Set;

import javax.sql.DataSource;

/**
 * Where and how to keep events in PostgreSQL, 14 or later. Immutable.
 *
 * {@snippet class="org.annals.postgres.PostgresTest" region="open"}
 *
 * <p>Any number of processes may append to one log, and several logs may share a schema. A data
 * source may be shared with other code: what the recorder sets on a connection lasts as long as the
 * append or read for which it is set. The recorder takes one connection for each read or batch of
 * appends, for as long as that takes, so that a pool of one is enough.
 */
public final class Postgres implements PersistenceModule {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final ConnectionSource source;
    private final String schema;
    private final Durability durability;
    private final SchemaPolicy policy;
    private final Timeouts timeouts;
    private final Duration pollInterval;
    private final WakeUps wakeUps;
    private final Chaining chaining;
    private final Limits limits;

    /** What a commit outlives. */
    public enum Durability {
        /**
         * The death of any process and the loss of power: {@code synchronous_commit=on} for every
         * append, whatever the server's default is, or {@code remote_apply} where that is it.
         */
        SURVIVES_POWER_LOSS,
        /**
         * The death of this process. A crash of the server may take the last commits, never an
         * earlier one alone: {@code synchronous_commit=off}.
         */
        MAY_LOSE_LAST_COMMITS
    }

    /** What to do where the log's tables are missing or of an older version. */
    public enum SchemaPolicy {
        /** Create or migrate them. */
        CREATE,
        /** Refuse to open, and change nothing. */
        VERIFY
    }

    /** How subscriptions learn of what other processes have appended. */
    public enum WakeUps {
        /**
         * By {@code LISTEN} and {@code NOTIFY}, outside the append. The listener needs a connection
         * of its own, to the server itself: see {@link #withListener}.
         */
        NOTIFY,
        /** By looking, at the latest when the poll interval is over. For poolers. */
        POLL
    }

    /** Whether a log must keep a hash beside each event. */
    enum Chaining {
        /** One that is there is as it was created; a new one keeps none. */
        AS_IT_IS,
        REQUIRED
    }

    private Postgres(
            ConnectionSource source,
            String schema,
            Durability durability,
            SchemaPolicy policy,
            Timeouts timeouts,
            Duration pollInterval,
            WakeUps wakeUps,
            Chaining chaining,
            Limits limits) {
        this.source = source;
        this.schema = requireNonNull(schema, "schema");
        this.durability = requireNonNull(durability, "durability");
        this.policy = requireNonNull(policy, "policy");
        this.timeouts = timeouts;
        this.pollInterval = pollInterval;
        this.wakeUps = requireNonNull(wakeUps, "wakeUps");
        this.chaining = chaining;
        this.limits = requireNonNull(limits, "limits");
    }

    /**
     * Returns the database of a data source, which stays the caller's to close. Tables are in the
     * schema {@code public}, commits durable; the log's lock is waited for 5 seconds. Without
     * {@link #withListener} other processes' appends are found by polling.
     */
    public static Postgres of(DataSource dataSource) {
        return at(new ConnectionSource.Given(requireNonNull(dataSource, "dataSource"), null));
    }

    /**
     * Returns the database of a URL, with a pool of its own for each recorder: {@code
     * postgresql://user:password@host:5432/database?sslmode=require}. What is left out is looked
     * for nowhere else. The parameters {@code sslmode} and {@code sslrootcert} are known; any other
     * is refused.
     *
     * @throws org.annals.settings.ConfigurationException if it is not such a URL; the message has
     *     no password
     */
    public static Postgres url(String url) {
        return at(new ConnectionSource.Pooled(ServerAddress.parse(url), PoolSize.defaults()));
    }

    /**
     * Opens the log of an application in the database of a data source, and creates it if it is not
     * there: short for {@code Postgres.of(dataSource).open(applicationName)}.
     */
    public static PostgresRecorder open(DataSource dataSource, String applicationName) {
        return of(dataSource).open(applicationName);
    }

    static Postgres at(ConnectionSource source) {
        return new Postgres(
                source,
                "public",
                Durability.SURVIVES_POWER_LOSS,
                SchemaPolicy.CREATE,
                Timeouts.defaults(),
                Duration.ofSeconds(1),
                WakeUps.NOTIFY,
                Chaining.AS_IT_IS,
                Limits.defaults());
    }

    /** Returns this with its tables in another schema, which must exist. */
    public Postgres withSchema(String schema) {
        return new Postgres(
                source,
                schema,
                durability,
                policy,
                timeouts,
                pollInterval,
                wakeUps,
                chaining,
                limits);
    }

    /** Returns this with another durability. */
    public Postgres withDurability(Durability durability) {
        return new Postgres(
                source,
                schema,
                durability,
                policy,
                timeouts,
                pollInterval,
                wakeUps,
                chaining,
                limits);
    }

    /** Returns this with another policy for missing tables. */
    public Postgres withSchemaPolicy(SchemaPolicy policy) {
        return new Postgres(
                source,
                schema,
                durability,
                policy,
                timeouts,
                pollInterval,
                wakeUps,
                chaining,
                limits);
    }

    /**
     * Returns this with another time to wait for the log's lock; 0 means for ever, which is unsafe.
     *
     * @throws IllegalArgumentException if it is neither 0 nor from 1 ms to 24 days
     */
    public Postgres withLockTimeout(Duration lock) {
        return with(new Timeouts(possible(lock), timeouts.statement(), timeouts.idle()));
    }

    /**
     * Returns this with another time that an append or a read may take; 0 means for ever. It holds
     * for the commit of an append with rows too, in which constraints that were put off are
     * checked.
     *
     * @throws IllegalArgumentException if it is neither 0 nor from 1 ms to 24 days
     */
    public Postgres withStatementTimeout(Duration statement) {
        return with(new Timeouts(timeouts.lock(), possible(statement), timeouts.idle()));
    }

    /**
     * Returns this with another time after which the server cuts off a client that stopped in a
     * transaction while it had the log's lock; 0 means never, which is unsafe.
     *
     * @throws IllegalArgumentException if it is neither 0 nor from 1 ms to 24 days
     */
    public Postgres withIdleInTransactionTimeout(Duration idle) {
        return with(new Timeouts(timeouts.lock(), timeouts.statement(), possible(idle)));
    }

    /**
     * Returns this with another longest time, 1 second by default, after which a subscription that
     * waits looks for what other processes have appended.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public Postgres withPollInterval(Duration pollInterval) {
        if (pollInterval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "The poll interval is %s, but it must be at least 1 ms."
                            .formatted(pollInterval));
        }
        return new Postgres(
                source,
                schema,
                durability,
                policy,
                timeouts,
                pollInterval,
                wakeUps,
                chaining,
                limits);
    }

    /** Returns this with another way to learn of other processes' appends. */
    public Postgres withWakeUps(WakeUps wakeUps) {
        return new Postgres(
                source,
                schema,
                durability,
                policy,
                timeouts,
                pollInterval,
                wakeUps,
                chaining,
                limits);
    }

    /**
     * Returns this with a data source from which the listener takes one connection for as long as
     * the recorder is open. It must lead to the server itself and not to a pooler, and is better no
     * pool.
     *
     * @throws IllegalStateException if this was made of a URL or of settings, whose listener needs
     *     none
     */
    public Postgres withListener(DataSource listener) {
        return new Postgres(
                source.withListener(requireNonNull(listener, "listener")),
                schema,
                durability,
                policy,
                timeouts,
                pollInterval,
                wakeUps,
                chaining,
                limits);
    }

    /**
     * Returns this with a hash beside each event of a log that is created; see {@code
     * org.annals.integrity}. A log that was created so stays so, asked or not; one that was not
     * cannot be opened so.
     */
    public Postgres withHashChain() {
        return new Postgres(
                source,
                schema,
                durability,
                policy,
                timeouts,
                pollInterval,
                wakeUps,
                Chaining.REQUIRED,
                limits);
    }

    /** Returns this with other limits. */
    public Postgres withLimits(Limits limits) {
        return new Postgres(
                source,
                schema,
                durability,
                policy,
                timeouts,
                pollInterval,
                wakeUps,
                chaining,
                limits);
    }

    /**
     * Opens the log of an application, and creates it if it is not there.
     *
     * @throws org.annals.settings.ConfigurationException if the database cannot be used: a wrong
     *     user, password, database or schema, a server older than 14, a replica, an encoding other
     *     than UTF-8, tables that are missing or of a newer schema, or another application's name
     *     giving the same tables
     * @throws org.annals.persistence.RecorderUnavailableException if the server cannot be reached
     */
    public PostgresRecorder open(String applicationName) {
        return PostgresRecorder.open(this, new LogSql(schema, LogName.of(applicationName)));
    }

    /**
     * Returns the SQL that creates the tables and functions of an application's log, for a database
     * whose owner is a person; the recorder is then opened with {@link SchemaPolicy#VERIFY}.
     */
    public static String schemaSql(String schema, String applicationName) {
        return new Schema(new LogSql(schema, LogName.of(applicationName))).script(false);
    }

    /**
     * Returns the SQL that creates the tables and functions of a log that keeps a hash beside each
     * event, as {@link #withHashChain} would.
     */
    public static String chainedSchemaSql(String schema, String applicationName) {
        return new Schema(new LogSql(schema, LogName.of(applicationName))).script(true);
    }

    /**
     * Returns the SQL that migrates the tables and functions of a log of the release before, for a
     * database whose owner is a person. It changes nothing if the log is of another version, or
     * keeps hashes. Roles need the rights of {@link #grantsSql} anew.
     */
    public static String migrationSql(String schema, String applicationName) {
        return new Schema(new LogSql(schema, LogName.of(applicationName)))
                .migration(LogSql.VERSION - 1, false);
    }

    /** Returns the same for a log that keeps a hash beside each event. */
    public static String chainedMigrationSql(String schema, String applicationName) {
        return new Schema(new LogSql(schema, LogName.of(applicationName)))
                .migration(LogSql.VERSION - 1, true);
    }

    /**
     * Returns the SQL that lets one role append and another one read.
     *
     * @param writer the name of the role that appends: a plain identifier
     * @param reader the name of the role that reads; may be the same
     * @throws org.annals.settings.ConfigurationException if a name is no plain identifier
     */
    public static String grantsSql(
            String schema, String applicationName, String writer, String reader) {
        return new Schema(new LogSql(schema, LogName.of(applicationName))).grants(writer, reader);
    }

    @Override
    public String name() {
        return PostgresModule.NAME;
    }

    /** Returns no key: everything was said here. */
    @Override
    public Set<String> keys() {
        return Set.of();
    }

    @Override
    public PostgresRecorder open(NamedSettings settings) {
        return open(settings.applicationName());
    }

    private Postgres with(Timeouts other) {
        return new Postgres(
                source, schema, durability, policy, other, pollInterval, wakeUps, chaining, limits);
    }

    private static Duration possible(Duration timeout) {
        if (!Timeouts.isPossible(timeout)) {
            throw new IllegalArgumentException(
                    "The time-out is %s, but it must be %s.".formatted(timeout, Timeouts.POSSIBLE));
        }
        return timeout;
    }

    ConnectionSource source() {
        return source;
    }

    Durability durability() {
        return durability;
    }

    SchemaPolicy policy() {
        return policy;
    }

    Timeouts timeouts() {
        return timeouts;
    }

    Duration pollInterval() {
        return pollInterval;
    }

    WakeUps wakeUps() {
        return wakeUps;
    }

    boolean requiresHashChain() {
        return chaining == Chaining.REQUIRED;
    }

    Limits limits() {
        return limits;
    }
}
