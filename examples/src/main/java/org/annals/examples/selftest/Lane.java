package org.annals.examples.selftest;

import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.recording.Joining;
import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Semaphore;

/** One of the writers of a process: a thread with one wish after another. */
final class Lane {
    private static final int FIRST_PAUSE = 5;
    private static final int LONGEST_PAUSE = 200;
    private static final int GIVEN_UP = 4;

    private final int number;
    private final WriterProcess process;
    private final Workload workload;
    private final Writing writing;
    private final Queue<Wish> unsettled = new ArrayDeque<>();
    private final Semaphore signal = new Semaphore(0);
    private final Thread thread;
    private int notWritten;

    Lane(int number, WriterProcess process, Workload workload) {
        this.number = number;
        this.process = process;
        this.workload = workload;
        this.writing = new Writing(process);
        this.thread = Thread.ofPlatform().name("annals-lane " + number).unstarted(this::run);
    }

    /** Leaves a wish of an earlier process to this one, which does not know what became of it. */
    void settleFirst(Wish wish) {
        unsettled.add(wish);
    }

    void start() {
        thread.start();
    }

    /** Lets it take the step that it has told. */
    void go() {
        signal.release();
    }

    void join() {
        Joining.join(thread);
    }

    private void run() {
        try {
            work();
        } catch (RuntimeException | Error e) {
            process.tell("failed " + e);
        }
    }

    private void work() {
        unsettled.forEach(wish -> settle(wish, "again " + number + " " + wish.name()));
        while (!process.isEnding()) {
            Wish repeat = workload.nextRepeat();
            Wish wish = repeat == null ? next() : repeat;
            if (wish != null) {
                settle(
                        wish,
                        repeat == null
                                ? "ask " + number + " " + wish.toLine()
                                : "again " + number + " " + wish.name());
            }
        }
    }

    private @Nullable Wish next() {
        try {
            return workload.next(process.recorder());
        } catch (RecorderUnavailableException | RecorderClosedException e) {
            // What a decision depends on cannot be read now.
            Pause.millis(FIRST_PAUSE);
            return null;
        }
    }

    /** Asks until it is known what became of a wish, or nothing can. */
    private void settle(Wish wish, String first) {
        String announcement = first;
        boolean isUncertain = first.startsWith("again");
        long pause = FIRST_PAUSE;
        while (true) {
            Outcome outcome = taken(wish, announcement, isUncertain);
            isUncertain |= outcome instanceof Outcome.Unknown;
            if (outcome.isSettled()) {
                workload.settle(wish, outcome);
            }
            // Now and then nobody asks again for what was said not to be written.
            boolean isGivenUp = !isUncertain && ++notWritten % GIVEN_UP == 0;
            if (outcome.isSettled() || wish.way() == Way.UNDONE || isGivenUp) {
                return;
            }
            Pause.millis(pause);
            pause = Math.min(LONGEST_PAUSE, pause * 2);
            announcement = "again " + number + " " + wish.name();
        }
    }

    private Outcome taken(Wish wish, String announcement, boolean isUncertain) {
        process.tell(announcement);
        signal.acquireUninterruptibly();
        Outcome outcome = writing.write(wish, isUncertain);
        process.tell(
                "told %d %s %s".formatted(number, wish.name(), outcome.toLine(wish.request())));
        return outcome;
    }
}
