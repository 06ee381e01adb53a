package org.annals.http;

import static org.annals.system.Node.node;
import static org.annals.system.Pipe.pipe;

import org.annals.application.Application;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;

/** A program that is one application of a system: which one, is its argument. */
final class SystemProgram {
    static final int DOGS = 400;
    static final int EVENTS_EACH = 3;

    // @start region="system"
    static final EventSystem SYSTEM =
            EventSystem.of(
                    pipe(
                            node(DogSchool.class, DogSchool::new),
                            node(Counting.class, Counting::new),
                            node(Tallying.class, Tallying::new)));

    // @end

    private SystemProgram() {}

    public static void main(String[] args) throws InterruptedException {
        if (args[0].equals("Counting")) {
            // @start region="main"
            try (var process = SystemProcess.open(SYSTEM, Counting.class, Settings.environment())) {
                process.runUntilTerminated();
            }
            // @end
            return;
        }
        Class<? extends Application> type =
                args[0].equals("DogSchool") ? DogSchool.class : Tallying.class;
        try (var process = SystemProcess.open(SYSTEM, type, Settings.environment())) {
            if (type.equals(DogSchool.class)) {
                Thread.ofVirtual()
                        .name("teacher")
                        .start(() -> teach(process.runner().get(DogSchool.class)));
            }
            process.runUntilTerminated();
        }
    }

    private static void teach(DogSchool school) {
        while (school.notificationLog().head() < DOGS * EVENTS_EACH) {
            school.record(EVENTS_EACH);
        }
    }
}
