package org.annals.examples.cli;

import org.annals.examples.selftest.Progress;
import org.annals.examples.selftest.Verdict;

import java.time.Duration;

/**
 * Shows a selftest: on a terminal its progress is one line that changes, elsewhere a line from time
 * to time. For one thread.
 */
final class SelftestView implements Progress {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final int WIDTH_OF_NAMES = 45;

    private final Place place;
    private final String database;
    private final long seed;
    private Duration nextLine = Duration.ZERO;
    private boolean isDrawn;

    SelftestView(Place place, String database, long seed) {
        this.place = place;
        this.database = database;
        this.seed = seed;
    }

    @Override
    public void begins(String schema) {
        place.out()
                .line(
                        "Selftest of %s, schema %s, seed %d"
                                .formatted(place.out().visible(database), schema, seed));
        place.out().heading("Controls, which are wrong and must be caught");
    }

    @Override
    public void controlled(String what, String seen, Duration took) {
        place.out()
                .line(
                        "  %s: %s, in %.1f s"
                                .formatted(what, seen, took.toMillis() / MILLIS_PER_SECOND));
    }

    @Override
    public void hunts(State state) {
        boolean isTerminal = place.columns() > 0;
        if (!isTerminal && state.elapsed().compareTo(nextLine) < 0) {
            return;
        }
        nextLine = state.elapsed().plus(BETWEEN_LINES);
        String line =
                "  %s of %s  %,d events  %,d faults%s  %s"
                        .formatted(
                                minutes(state.elapsed()),
                                minutes(state.duration()),
                                state.events(),
                                state.faults(),
                                state.now().isEmpty() ? "" : ", now " + state.now(),
                                state.findings() == 0
                                        ? "nothing found so far"
                                        : state.findings() + " found");
        if (isTerminal) {
            draw(line);
        } else {
            place.err().line(line);
        }
    }

    private void draw(String line) {
        int width = place.columns() - 1;
        String cut = line.length() > width ? line.substring(0, width) : line;
        place.err().writer().print("\r" + cut + " ".repeat(width - cut.length()));
        place.err().writer().flush();
        isDrawn = true;
    }

    private static String minutes(Duration time) {
        return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }

    @Override
    public void finishes() {
        if (isDrawn) {
            place.err().line("");
            isDrawn = false;
        }
    }

    @Override
    public void ends(Verdict verdict) {
        Terminal out = place.out();
        if (!verdict.appends().isEmpty()) {
            out.heading(
                    "The hunt: 4 writers in 2 processes, 4 subscribers, for %s min"
                            .formatted(minutes(verdict.took())));
            line("events in the log", verdict.events());
            line("deliveries to subscribers", verdict.deliveries());
            line("pages read", verdict.pages());
            out.heading("Appends, as writers were told");
            verdict.appends().forEach(this::line);
            out.heading("Faults");
            verdict.faults().forEach(this::line);
        }
        out.line("");
        switch (verdict.kind()) {
            case CLEAN -> out.line("Nothing was lost, doubled, reordered or torn.");
            case BROKEN_OFF -> out.line("Broken off; nothing was found so far.");
            case VOID -> {
                out.line("This selftest is void.");
                verdict.findings().forEach(finding -> out.line("  " + out.visible(finding)));
            }
            case FOUND -> found(verdict);
        }
        verdict.notes().forEach(note -> out.line(out.visible(note)));
    }

    private void line(String what, long count) {
        place.out().line(("  %-" + WIDTH_OF_NAMES + "s %,12d").formatted(what, count));
    }

    private void found(Verdict verdict) {
        Terminal out = place.out();
        out.line("FOUND, with seed %d:".formatted(seed));
        verdict.findings().forEach(finding -> out.line("  " + out.visible(finding)));
        if (verdict.evidence() != null) {
            out.line(
                    "The last that was told is in %s"
                            .formatted(out.visible(verdict.evidence().toString())));
        }
    }
}
