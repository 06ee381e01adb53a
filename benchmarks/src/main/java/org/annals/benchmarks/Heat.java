package org.annals.benchmarks;

import org.annals.application.NoticeListener;
import org.annals.settings.Settings;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;

/**
 * The speedrun in one mode, on one recorder, by some clients. Immutable.
 *
 * @param warmUp how long it runs before it is measured, on the same log, which then holds events
 */
record Heat(SpeedrunMode mode, Storage storage, int clients, Duration warmUp, Duration length) {
    /** Runs it, prints operations every second and the totals, and checks what came of it. */
    Sample run(PrintWriter out) throws Exception {
        Settings settings = Settings.only(Map.of()).using(NoticeListener.class, notice -> {});
        EmptyLog log = storage.emptyLog(settings);
        try (Place place = log.place();
                Race race = mode.open(log.settings())) {
            new Racers(race, storage.server()).run(clients, warmUp, (number, sample) -> {});
            place.settle();
            return measured(race, out);
        }
    }

    private Sample measured(Race race, PrintWriter out) throws InterruptedException {
        long before = race.recorder().head();
        out.printf("W7 speedrun %s, %s: clients: %d%n", mode, storage, clients);
        out.printf("  %6s %12s %14s%n", "second", "operations", "operations/s");
        var racers = new Racers(race, storage.server());
        Sample all =
                racers.run(
                        clients,
                        length,
                        (number, sample) -> {
                            out.printf(
                                    "  %6d %,12d %,14.0f%n",
                                    number, sample.operations(), sample.perSecond());
                            out.flush();
                        });
        long events = racers.iterations() * race.eventsAnIteration();
        Check.contiguous(race.recorder(), before, events);
        race.check();
        out.printf(
                "  %,d operations: %,.0f operations/s, %,.1f µs each; CPU %,.1f µs, of the server %,.1f µs%n",
                all.operations(),
                all.perSecond(),
                1e6 / all.perSecond(),
                all.cpuNanosEach() / 1e3,
                all.serverCpuNanosEach() / 1e3);
        out.printf(
                "  %,d events at the start, %,d at the end: %,d iterations of %d, checked%n%n",
                before, before + events, racers.iterations(), race.eventsAnIteration());
        out.flush();
        return all;
    }
}
