package org.annals.examples.selftest;

import org.annals.recording.Joining;
import org.annals.recording.Signal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Lets one fault after another begin and end, each as often as any other: in the order given at
 * first, and then in orders and with lengths that follow from a seed.
 */
final class Injector implements AutoCloseable {
    private static final int SHORTEST_CALM = 50;
    private static final int LONGEST_CALM = 700;
    private static final long NEVER_RAISED = 0;
    private static final String IN_VAIN = " in vain";

    private final List<Fault> faults;
    private final Random random;
    private final Tally tally;
    private final Journal journal;
    private final Signal closing = new Signal();
    private final Thread thread;
    private volatile boolean isClosed;
    private volatile String now = "";

    Injector(String name, List<Fault> faults, long seed, Tally tally, Journal journal) {
        this.faults = List.copyOf(faults);
        this.random = new Random(seed);
        this.tally = tally;
        this.journal = journal;
        this.thread =
                Thread.ofPlatform().name("annals-faults " + name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Returns what goes wrong at the moment, empty if nothing does. */
    String now() {
        return now;
    }

    private void run() {
        List<Fault> round = new ArrayList<>(faults);
        while (!isClosed) {
            for (Fault fault : round) {
                pause(SHORTEST_CALM + random.nextInt(LONGEST_CALM));
                if (isClosed) {
                    return;
                }
                inject(fault);
            }
            Collections.shuffle(round, random);
        }
    }

    private void inject(Fault fault) {
        boolean hasStruck = false;
        try {
            journal.add("fault begins: " + fault.name());
            now = fault.name();
            Fault.Ending ending = fault.beginning().begin(random);
            pause(within(fault.longest()));
            hasStruck = ending.end();
        } catch (Exception e) {
            journal.add("fault fails: %s, %s".formatted(fault.name(), e));
        }
        now = "";
        String how = hasStruck ? "" : IN_VAIN;
        tally.count(fault.name() + how);
        journal.add("fault ends%s: %s".formatted(how, fault.name()));
    }

    private long within(Duration longest) {
        return longest.isZero() ? 0 : 1 + random.nextLong(longest.toMillis());
    }

    private void pause(long millis) {
        try {
            closing.await(NEVER_RAISED, Duration.ofMillis(millis).toNanos());
        } catch (InterruptedException e) {
            isClosed = true;
        }
    }

    /** Ends what goes wrong, and lets nothing more begin. */
    @Override
    public void close() {
        isClosed = true;
        closing.raise();
        Joining.join(thread);
    }
}
