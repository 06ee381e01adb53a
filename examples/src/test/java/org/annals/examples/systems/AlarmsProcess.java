package org.annals.examples.systems;

import org.annals.settings.Settings;
import org.annals.system.Runner;

import java.time.Duration;

/** Runs the system of alarms in a process of its own until it is killed. */
final class AlarmsProcess {
    private AlarmsProcess() {}

    public static void main(String[] args) throws Exception {
        try (Runner runner = Runner.multiThreaded(Alarms.SYSTEM, Settings.environment())) {
            runner.start();
            runner.watch(Duration.ofMinutes(5));
        }
    }
}
