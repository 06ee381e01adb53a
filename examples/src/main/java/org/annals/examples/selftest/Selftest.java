package org.annals.examples.selftest;

import org.annals.persistence.RecorderUnavailableException;
import org.annals.settings.ConfigurationException;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tries to lose, double, reorder or tear events in a database, and shows before that it would
 * notice. It is run once; {@link #breakOff} may be called by any thread.
 */
public final class Selftest {
    private static final int CONNECTIONS = 40;
    private static final int LONGEST_CLEANING = 40;

    private final Options options;
    private final Journal journal = new Journal();
    private final CountDownLatch cleaned = new CountDownLatch(1);
    private volatile boolean isBrokenOff;
    private boolean isEvidence;

    /** Makes a selftest. */
    public Selftest(Options options) {
        this.options = options;
    }

    /**
     * Makes the schema, runs the controls and then the hunt, and drops the schema unless something
     * was found.
     *
     * @throws ConfigurationException if the database cannot be used, or the schema exists
     * @throws RecorderUnavailableException if the database cannot be reached
     */
    public Verdict run(Progress progress) {
        try {
            options.database().requireConnections(CONNECTIONS);
            OwnSchema schema = OwnSchema.create(options.database(), options.schema());
            Verdict verdict = tidied(judged(schema, progress), schema);
            progress.ends(verdict);
            return verdict;
        } finally {
            // Not before the verdict is told: whoever breaks it off ends the process.
            cleaned.countDown();
        }
    }

    private Verdict judged(OwnSchema schema, Progress progress) {
        try {
            progress.begins(schema.name());
            return verdict(schema, progress);
        } catch (SQLException | RuntimeException e) {
            throw failed(schema, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(schema, e);
        }
    }

    /** Returns what to throw, after the schema is dropped if it shows nothing. */
    private RuntimeException failed(OwnSchema schema, Exception cause) {
        String what =
                isEvidence
                        ? "The selftest failed on the way. The schema '%s' is kept."
                                .formatted(schema)
                        : "The selftest could not begin to hunt.";
        var failure = new RecorderUnavailableException(what, cause);
        if (!isEvidence && options.atEnd() == Options.AtEnd.DROP) {
            try {
                schema.drop();
            } catch (SQLException e) {
                failure.addSuppressed(e);
            }
        }
        return failure;
    }

    private Verdict tidied(Verdict verdict, OwnSchema schema) {
        if (verdict.kind() == Verdict.Kind.FOUND || options.atEnd() == Options.AtEnd.KEEP) {
            return verdict.withNote("The schema '%s' is kept.".formatted(schema));
        }
        try {
            schema.drop();
            return verdict;
        } catch (SQLException e) {
            return verdict.withNote(
                    "The schema '%s' could not be dropped. Drop it by hand.".formatted(schema));
        }
    }

    private Verdict verdict(OwnSchema schema, Progress progress)
            throws SQLException, InterruptedException {
        Database database = options.database();
        List<Control> controls =
                List.of(
                        new LostEvents(database, schema, options.seed()),
                        new TwoWinners(database, schema));
        List<String> voids = new ArrayList<>();
        for (Control control : controls) {
            Control.Result result = control.run(() -> isBrokenOff);
            if (isBrokenOff) {
                return Verdict.beforeTheHunt(Verdict.Kind.BROKEN_OFF, List.of());
            }
            progress.controlled(result.what(), result.seen(), result.took());
            if (!result.isCaught()) {
                voids.add(
                        "The control did not fail: %s. %s."
                                .formatted(result.what(), result.seen()));
            }
        }
        return voids.isEmpty()
                ? hunted(schema, progress)
                : Verdict.beforeTheHunt(Verdict.Kind.VOID, voids);
    }

    private Verdict hunted(OwnSchema schema, Progress progress) throws SQLException {
        try (var hunt = new Hunt(options, schema, journal)) {
            hunt.run(() -> isBrokenOff, progress);
            isEvidence = hunt.hasBegun();
            progress.finishes();
            Judgement judgement = hunt.finish(() -> isBrokenOff);
            if (!judgement.findings().isEmpty()) {
                return found(judgement, hunt);
            }
            if (isBrokenOff) {
                return verdict(Verdict.Kind.BROKEN_OFF, List.of(), hunt);
            }
            if (judgement.obstacle() != null) {
                requireBegun(hunt, judgement.obstacle());
                return verdict(Verdict.Kind.VOID, List.of(judgement.obstacle()), hunt);
            }
            List<String> lacking = hunt.coverage().lacking();
            return verdict(
                    lacking.isEmpty() ? Verdict.Kind.CLEAN : Verdict.Kind.VOID, lacking, hunt);
        }
    }

    private static void requireBegun(Hunt hunt, String obstacle) {
        if (!hunt.hasBegun()) {
            throw new RecorderUnavailableException(obstacle, null);
        }
    }

    private static Verdict verdict(Verdict.Kind kind, List<String> findings, Hunt hunt) {
        Chronicle chronicle = hunt.chronicle();
        return new Verdict(
                kind,
                findings,
                hunt.took(),
                chronicle.deeds().outcomes(),
                hunt.faults().counts(),
                chronicle.end(),
                chronicle.delivered(),
                chronicle.pages(),
                null,
                List.of());
    }

    private Verdict found(Judgement judgement, Hunt hunt) {
        Verdict verdict = verdict(Verdict.Kind.FOUND, judgement.findings(), hunt);
        if (judgement.obstacle() != null) {
            verdict = verdict.withNote(judgement.obstacle());
        }
        try {
            return verdict.withEvidence(
                    Evidence.leave(
                            options.folder(), options.schema(), journal, head(judgement, hunt)));
        } catch (IOException e) {
            return verdict.withNote("The evidence could not be written: " + e);
        }
    }

    private List<String> head(Judgement judgement, Hunt hunt) {
        List<String> head = new ArrayList<>();
        head.add("Annals selftest: something was found.");
        head.add("database  %s, schema %s".formatted(options.database(), options.schema()));
        head.add("seed      %d, after %s".formatted(options.seed(), hunt.took()));
        head.add("java      " + Runtime.version());
        head.add("faults    " + hunt.faults().counts());
        head.add("appends   " + hunt.chronicle().deeds().outcomes());
        head.add("");
        head.addAll(judgement.findings());
        return head;
    }

    /** Breaks it off, and returns when it has tidied up, or has not after a while. */
    public void breakOff() {
        isBrokenOff = true;
        try {
            cleaned.await(LONGEST_CLEANING, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
