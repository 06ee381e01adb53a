package org.annals.examples.cli;

import org.annals.examples.githistory.ImportPlan;
import org.annals.examples.githistory.ImportProgress;
import org.jspecify.annotations.Nullable;

/** Tells what is to be imported, and draws how far it is. Confined to the thread that imports. */
final class ImportBar implements ImportProgress, AutoCloseable {
    private final Place place;
    private @Nullable Bar bar;

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
            bar = Bar.ofSteps(place, "Recording", plan.missing());
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

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
