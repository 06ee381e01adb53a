package org.annals.examples.cli;

import org.annals.persistence.Limits;
import org.annals.persistence.Recorder;
import org.annals.postgres.Postgres;
import org.annals.postgres.PostgresModule;
import org.annals.settings.ConfigurationException;
import org.annals.settings.NamedSettings;
import org.annals.settings.Settings;
import org.annals.sqlite.SqliteModule;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The options by which a command finds the log of an application, whichever that is. */
final class LogOption {
    @Option(
            names = "--log",
            required = true,
            paramLabel = "NAME",
            description = "the name of the application whose log it is, such as DogSchool")
    private String name = "";

    @Option(names = "--sqlite", paramLabel = "FILE", description = "the SQLite file that has it")
    private @Nullable Path file;

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            description = {
                "the database that has it, in the schema of POSTGRES_SCHEMA or public;",
                "without an option it is found by the application's own settings, such as PERSISTENCE_MODULE=postgres, POSTGRES_HOST and POSTGRES_PASSWORD, which keep the password from the command line"
            })
    private @Nullable String url;

    /** Opens a log that must be there. */
    Recorder openExisting(Place place) {
        requireOnePlace();
        if (file != null && !Files.exists(place.folder().resolve(file))) {
            throw new ConfigurationException(
                    "There is no '%s'. Name the SQLite file that has the log.".formatted(file));
        }
        try {
            // One that is there is chained or is not, whatever is asked of new ones.
            return open(
                    place,
                    Map.of("CREATE_TABLE", "n", "HASH_CHAIN", "n"),
                    Postgres.SchemaPolicy.VERIFY);
        } catch (ConfigurationException e) {
            throw new ConfigurationException(
                    "The log '%s' cannot be opened, and none is made here. Check its name, and where it is."
                            .formatted(name),
                    e);
        }
    }

    /** Opens a log, which is created if it is not there. */
    Recorder openOrCreate(Place place) {
        requireOnePlace();
        return open(place, Map.of(), Postgres.SchemaPolicy.CREATE);
    }

    /** Returns what is set for the application whose log it is. */
    NamedSettings settings(Place place) {
        return place.settings().named(name);
    }

    private void requireOnePlace() {
        if (file != null && url != null) {
            throw new ConfigurationException(
                    "--sqlite and --postgres are both given, and a log is in one place. Leave one out.");
        }
    }

    private Recorder open(Place place, Map<String, String> more, Postgres.SchemaPolicy policy) {
        Settings settings = place.settings();
        for (var each : more.entrySet()) {
            settings = settings.with(each.getKey(), each.getValue());
        }
        if (file != null) {
            String where = place.folder().resolve(file).toString();
            return new SqliteModule().open(settings.with("SQLITE_DBNAME", where).named(name));
        }
        NamedSettings named = settings.named(name);
        return url == null ? fromSettings(named) : fromUrl(url, named, policy);
    }

    private Recorder fromUrl(String given, NamedSettings settings, Postgres.SchemaPolicy policy) {
        Postgres database =
                Postgres.url(given)
                        .withSchema(settings.text("POSTGRES_SCHEMA", "public"))
                        .withSchemaPolicy(policy)
                        .withLimits(Limits.from(settings));
        boolean chained = settings.flag("HASH_CHAIN", false);
        return (chained ? database.withHashChain() : database).open(name);
    }

    private static Recorder fromSettings(NamedSettings settings) {
        return switch (settings.text("PERSISTENCE_MODULE", "")) {
            case "postgres" -> new PostgresModule().open(settings);
            case "sqlite" -> new SqliteModule().open(settings);
            default ->
                    throw new ConfigurationException(
                            "It is not said where the log is. Give --sqlite FILE or --postgres URL, or set PERSISTENCE_MODULE to sqlite or postgres and what belongs to it.");
        };
    }
}
