package org.annals.examples.cli;

import org.annals.examples.selftest.Database;
import org.annals.examples.selftest.Fault;
import org.annals.examples.selftest.Options;
import org.annals.examples.selftest.Options.AtEnd;
import org.annals.examples.selftest.Selftest;
import org.annals.examples.selftest.Verdict;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/** Hunts for lost, doubled, reordered and torn events on a database of the user's. */
@Command(
        name = "selftest",
        header = "Tries to lose, double, reorder or tear events on your own database.",
        description = {
            "Controls that are known to be wrong run first and must be caught. Then writers and subscribers work in a schema of their own while processes are killed and stopped, connections cut, delayed and silenced, and backends ended; everything that they were told is compared with the log.",
            "The schema is dropped at the end, unless something was found."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing was found",
            "1:it could not run",
            "2:something was found",
            "3:void: a control was not caught, too little happened, or the database was away"
        },
        exitCodeOnInvalidInput = 1,
        mixinStandardHelpOptions = true)
final class SelftestCommand implements Callable<Integer> {
    private static final double MOST_MINUTES = 100_000;
    private static final double MILLIS_PER_MINUTE = 60_000;
    private static final int FOUND = 2;
    private static final int VOID = 3;
    private static final int BROKEN_OFF = 130;

    private final Place place;
    private final List<Fault> more;

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            description =
                    "the database, such as postgresql://user:password@host:5432/database; by default that of the settings POSTGRES_HOST and so on")
    private @Nullable String url;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "1",
            description = "how long to hunt; 60 for an hour; by default 1")
    private double minutes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "of all that is random; by default another one each time")
    private @Nullable Long seed;

    @Option(
            names = "--schema",
            paramLabel = "NAME",
            description =
                    "of the schema to work in, which must not be there yet; by default annals_selftest_ and something")
    private @Nullable String schema;

    @Option(names = "--keep", description = "keep the schema in any case")
    private boolean isKept;

    SelftestCommand(Place place, List<Fault> more) {
        this.place = place;
        this.more = List.copyOf(more);
    }

    @Override
    public Integer call() {
        long chosen = seed == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : seed;
        Options options = options(chosen);
        var selftest = new Selftest(options);
        var view = new SelftestView(place, options.database().toString(), chosen);
        Thread atEnd =
                Thread.ofPlatform().name("annals-breaking-off").unstarted(selftest::breakOff);
        Runtime.getRuntime().addShutdownHook(atEnd);
        try {
            return exitCode(selftest.run(view));
        } finally {
            release(atEnd);
        }
    }

    private Options options(long chosen) {
        if (!(minutes > 0 && minutes <= MOST_MINUTES)) {
            throw new ConfigurationException(
                    "--minutes should be above 0 and at most 100000; was %s.".formatted(minutes));
        }
        return new Options(
                database(),
                Duration.ofMillis((long) (minutes * MILLIS_PER_MINUTE)),
                chosen,
                schema == null
                        ? Options.schemaFor(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE))
                        : schema,
                isKept ? AtEnd.KEEP : AtEnd.DROP,
                place.folder(),
                more);
    }

    private Database database() {
        if (url != null) {
            return Database.parse(url);
        }
        Settings settings = Settings.environment();
        if (settings.named("Selftest").find("POSTGRES_HOST").isEmpty()) {
            throw new ConfigurationException(
                    "A selftest needs a database. Name one by --postgres postgresql://user:password@host:5432/database, or by the settings POSTGRES_HOST, POSTGRES_DBNAME, POSTGRES_USER and POSTGRES_PASSWORD.");
        }
        return Database.of(settings);
    }

    private static int exitCode(Verdict verdict) {
        return switch (verdict.kind()) {
            case CLEAN -> 0;
            case FOUND -> FOUND;
            case VOID -> VOID;
            case BROKEN_OFF -> BROKEN_OFF;
        };
    }

    private static void release(Thread atEnd) {
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException e) {
            // The program is ending, and it is this hook that has asked for it.
            return;
        }
    }
}
