package org.annals.examples.cli;

import org.annals.persistence.Limits;
import org.annals.postgres.Postgres;
import org.annals.postgres.PostgresModule;
import org.annals.settings.NamedSettings;
import org.annals.settings.Settings;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Optional;

/** The option by which a demonstration uses a PostgreSQL database in place of a file. */
final class DatabaseOption {
    private static final String POSTGRES = "postgres";

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            description = {
                "keep the events in this database, such as postgresql://user:password@host:5432/database, in the schema of POSTGRES_SCHEMA or public;",
                "without a URL the settings PERSISTENCE_MODULE=postgres, POSTGRES_HOST and so on do the same"
            })
    private @Nullable String url;

    /** Returns where a log is kept that is in this file unless a database was named. */
    Keeping keeping(String logName, Path file) {
        return onServer(logName).orElseGet(() -> new KeptInFile(logName, file));
    }

    /** Returns where a log is kept if a database was named. */
    Optional<Keeping> onServer(String logName) {
        NamedSettings settings = Settings.of(Keeping.LIMITS).named(logName);
        String schema = settings.text("POSTGRES_SCHEMA", "public");
        if (url != null) {
            var database = Postgres.url(url).withSchema(schema).withLimits(Limits.from(settings));
            boolean chained = settings.flag("HASH_CHAIN", false);
            return Optional.of(
                    new KeptOnServer(
                            logName, schema, chained ? database.withHashChain() : database));
        }
        return settings.text("PERSISTENCE_MODULE", "").equals(POSTGRES)
                ? Optional.of(new KeptOnServer(logName, schema, new PostgresModule()))
                : Optional.empty();
    }
}
