package org.annals.examples.selftest;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.recording.Joining;
import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * A writers' process as its parent sees it: it is started, killed and started again, stopped and
 * continued, and what it tells goes into the chronicle. May be shared between threads.
 */
final class Child implements AutoCloseable {
    private static final int KILLED = 128 + 9;
    private static final int INTERRUPTED = 128 + 2;
    private static final int TERMINATED = 128 + 15;
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final Database database;
    private final OwnSchema schema;
    private final List<Integer> lanes;
    private final long seed;
    private final Chronicle chronicle;
    private final Map<Integer, Wish> unsettled = new ConcurrentHashMap<>();
    private final Map<Integer, String> underWay = new ConcurrentHashMap<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private final StringBuilder errors = new StringBuilder();
    private final Deque<Thread> threads = new ArrayDeque<>();
    private int starts;
    private @Nullable Process process;
    private volatile boolean isClosed;
    private volatile boolean isEnding;
    private volatile boolean hasSpoken;

    Child(
            Database database,
            OwnSchema schema,
            List<Integer> lanes,
            long seed,
            Chronicle chronicle) {
        this.database = database;
        this.schema = schema;
        this.lanes = List.copyOf(lanes);
        this.seed = seed;
        this.chronicle = chronicle;
    }

    synchronized void start() {
        if (isClosed) {
            return;
        }
        try {
            Process started = JavaCommand.with(WriterProcess.COMMAND).start();
            hasSpoken = false;
            process = started;
            thread("annals-errors", () -> keepErrors(started));
            thread("annals-child", () -> listen(started));
            say(new Orders(database, schema.name(), lanes, starts++, seed).toLine());
            unsettled.forEach((lane, wish) -> say("settle %d %s".formatted(lane, wish.toLine())));
            say("begin");
            if (isEnding) {
                say("end");
            }
        } catch (IOException e) {
            chronicle.obstruct("A writers' process could not be started: " + e);
        }
    }

    private void thread(String name, Runnable work) {
        threads.removeIf(each -> !each.isAlive());
        threads.add(Thread.ofPlatform().name(name).daemon().start(work));
    }

    private synchronized void say(String line) {
        if (process == null) {
            return;
        }
        try {
            process.getOutputStream().write((line + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            // It is dead, which is noticed where it is listened to.
            return;
        }
    }

    private void keepErrors(Process from) {
        try (BufferedReader lines = from.errorReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (errors) {
                    errors.setLength(0);
                    errors.append(line);
                }
            }
        } catch (IOException e) {
            // There is nothing more to be read.
            return;
        }
    }

    private void listen(Process from) {
        try (BufferedReader lines = from.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<String> whole = MarkedLine.parse(line);
                whole.ifPresent(this::take);
                if (whole.isEmpty()) {
                    // The last one, in the midst of which the process was killed.
                    chronicle.note("a writers' process said no more than: " + line);
                }
            }
        } catch (IOException e) {
            chronicle.note("a writers' process ends: " + e);
        } catch (RuntimeException e) {
            chronicle.findStrange("A writers' process could not be understood: " + e);
        }
        startAgain(from);
    }

    private void take(String line) {
        String[] words = line.split(" ", 4);
        hasSpoken = true;
        switch (words[0]) {
            case "ask" -> {
                int lane = Integer.parseInt(words[1]);
                Wish wish = Wish.parse(line.split(" ", 3)[2]);
                if (wish.way() == Way.UNDONE) {
                    unsettled.remove(lane);
                } else {
                    unsettled.put(lane, wish);
                }
                underWay.put(lane, wish.name());
                chronicle.asked(lane, wish);
                say("go " + lane);
            }
            case "again" -> {
                underWay.put(Integer.valueOf(words[1]), words[2]);
                chronicle.askedAgain(Integer.parseInt(words[1]), words[2]);
                say("go " + words[1]);
            }
            case "told" -> {
                int lane = Integer.parseInt(words[1]);
                underWay.remove(lane);
                chronicle.heard(lane, words[2], words[3]);
                if (!words[3].equals("unknown") && !words[3].equals("not-written")) {
                    unsettled.remove(lane);
                }
            }
            case "done" -> done.countDown();
            default -> chronicle.findStrange("A writers' process said: " + line);
        }
    }

    private void startAgain(Process ended) {
        try {
            int code = ended.waitFor();
            boolean isDue = code == KILLED || code == INTERRUPTED || code == TERMINATED;
            if (!isDue && !isClosed) {
                String what =
                        "A writers' process ended by itself with exit code %d: %s"
                                .formatted(code, lastError());
                // Whoever has done nothing yet shows nothing of the library.
                if (hasSpoken) {
                    chronicle.findStrange(what);
                } else {
                    chronicle.obstruct(what);
                }
                return;
            }
        } catch (InterruptedException e) {
            return;
        }
        chronicle.left(Map.copyOf(underWay));
        underWay.clear();
        start();
    }

    private String lastError() {
        synchronized (errors) {
            return errors.toString();
        }
    }

    /**
     * Kills the process as nothing can prevent, and returns whether there was one; another takes
     * its place.
     */
    synchronized boolean kill() {
        if (process == null || !process.isAlive()) {
            return false;
        }
        process.destroyForcibly();
        return true;
    }

    /** Stops the process in whatever it is doing, and returns what lets it go on. */
    Fault.Ending stop() throws IOException, InterruptedException {
        Process stopped;
        synchronized (this) {
            stopped = process;
        }
        if (stopped == null) {
            return () -> false;
        }
        signal("-STOP", stopped);
        return () -> {
            // It may have been killed meanwhile.
            if (stopped.isAlive()) {
                signal("-CONT", stopped);
            }
            return true;
        };
    }

    /** Lets it go on, in case it was stopped and that could not be ended. */
    synchronized void goOn() {
        try {
            if (process != null && process.isAlive() && canBeStopped()) {
                signal("-CONT", process);
            }
        } catch (IOException e) {
            chronicle.note("a writers' process is not continued: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether this machine can stop processes. */
    static boolean canBeStopped() {
        try {
            return new ProcessBuilder("kill", "-0", Long.toString(ProcessHandle.current().pid()))
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void signal(String signal, Process to) throws IOException, InterruptedException {
        String pid = Long.toString(to.pid());
        int code = new ProcessBuilder("kill", signal, pid).start().waitFor();
        if (code != 0) {
            throw new IOException("kill %s %s ends with %d".formatted(signal, pid, code));
        }
    }

    /**
     * Lets it close its recorder while it is at work, and open another; returns whether it lives.
     */
    synchronized boolean reopen() {
        say("reopen");
        return process != null && process.isAlive();
    }

    /** Returns whether an append is under way. */
    boolean isAtWork() {
        return !underWay.isEmpty();
    }

    /** Lets it finish what it is at. */
    synchronized void end() {
        isEnding = true;
        say("end");
    }

    /** Returns whether it has finished. */
    boolean hasEnded() {
        return done.getCount() == 0;
    }

    /** Returns what its writers wait for. */
    List<String> waiting() {
        return unsettled.values().stream().map(Wish::name).sorted().toList();
    }

    @Override
    public void close() {
        List<Thread> last;
        synchronized (this) {
            isClosed = true;
            kill();
            last = List.copyOf(threads);
        }
        // A process that cannot be killed at once is not waited for.
        last.forEach(thread -> Joining.joinWithin(thread, LONGEST_END));
    }
}
