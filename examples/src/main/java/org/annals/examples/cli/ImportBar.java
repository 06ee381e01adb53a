package org.annals.examples.cli;

import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import org.annals.examples.githistory.ImportPlan;
import org.annals.examples.githistory.ImportProgress;
import org.jspecify.annotations.Nullable;

/**
 * Draws the progress of an import: on a terminal as one line that grows, elsewhere as a line from
 * time to time. Confined to the thread that imports; the bar draws on a thread of its own.
 */
final class ImportBar implements ImportProgress, AutoCloseable {
    private static final int COLUMNS_OF_FILES = 79;
    private static final int MILLIS_ON_TERMINALS = 200;
    private static final int MILLIS_IN_FILES = 5_000;

    private final Place place;
    private @Nullable ProgressBar bar;
    private String drawn = "";

    ImportBar(Place place) {
        this.place = place;
    }

    @Override
    public void begins(ImportPlan plan) {
        if (plan.recorded() > 0) {
            say("Recorded earlier", plan.recorded(), "; not read again");
        }
        if (plan.aside() > 0) {
            say("", plan.aside(), " of them on other branches, amended or rebased; kept");
        }
        say("To be recorded", plan.missing(), "");
        if (plan.missing() > 0) {
            bar = newBar(plan.missing());
        }
    }

    private void say(String title, long commits, String more) {
        place.out().line("%-16s  %s%s".formatted(title, Count.of(commits, "commit"), more));
    }

    @Override
    public void recorded(int commits) {
        if (bar != null) {
            bar.stepBy(commits);
        }
    }

    private ProgressBar newBar(long commits) {
        boolean terminal = place.columns() > 0;
        int width = terminal ? place.columns() - 1 : COLUMNS_OF_FILES;
        // A consumer of our own: the library's would start programs to learn the terminal's width.
        return new ProgressBarBuilder()
                .setTaskName("Recording")
                .setInitialMax(commits)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(terminal ? MILLIS_ON_TERMINALS : MILLIS_IN_FILES)
                .setConsumer(new DelegatingProgressBarConsumer(this::draw, width))
                .build();
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
        if (bar != null) {
            bar.close();
            if (place.columns() > 0) {
                place.err().line("");
            }
        }
    }
}
