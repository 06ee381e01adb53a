package org.annals.examples.cli;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Draws the progress of a task: on a terminal as one line that grows, elsewhere as a line from time
 * to time. Confined to the thread that works; the bar draws on a thread of its own.
 */
final class Bar implements AutoCloseable {
    private static final int COLUMNS_OF_FILES = 79;
    private static final int MILLIS_ON_TERMINALS = 200;
    private static final int MILLIS_IN_FILES = 5_000;
    private static final long MIB = 1024 * 1024;

    private final Place place;
    private final ProgressBar bar;
    private String drawn = "";

    private Bar(Place place, ProgressBarBuilder builder) {
        this.place = place;
        boolean terminal = place.columns() > 0;
        int width = terminal ? place.columns() - 1 : COLUMNS_OF_FILES;
        // A consumer of our own: the library's would start programs to learn the terminal's width.
        this.bar =
                builder.setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(terminal ? MILLIS_ON_TERMINALS : MILLIS_IN_FILES)
                        .setConsumer(new DelegatingProgressBarConsumer(this::draw, width))
                        .build();
    }

    /** Returns the bar of a task of so many steps. */
    static Bar ofSteps(Place place, String task, long steps) {
        return new Bar(place, new ProgressBarBuilder().setTaskName(task).setInitialMax(steps));
    }

    /** Returns the bar of a task of so many bytes, or -1 if that is not known. */
    static Bar ofBytes(Place place, String task, long bytes) {
        return new Bar(
                place,
                new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(bytes)
                        .setUnit(" MiB", MIB));
    }

    void stepBy(long steps) {
        bar.stepBy(steps);
    }

    void stepTo(long step) {
        bar.stepTo(step);
    }

    private void draw(String text) {
        if (text.equals(drawn)) {
            return;
        }
        drawn = text;
        if (place.columns() > 0) {
            place.err().writer().print("\r" + text);
            place.err().writer().flush();
        } else {
            place.err().line(text);
        }
    }

    @Override
    public void close() {
        bar.close();
        if (place.columns() > 0) {
            place.err().line("");
        }
    }
}
