package org.annals.examples.selftest;

import org.annals.persistence.RecorderUnavailableException;
import org.annals.postgres.PostgresRecorder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A process that appends, with several writers that share a recorder, and tells its parent of every
 * step before it takes the next.
 *
 * <p>Each line that it reads is a command; the first is {@link Orders}. It ends when it is told to,
 * or when nobody is there any more to tell it.
 */
public final class WriterProcess {
    /** The command of the program that runs such a process. */
    public static final String COMMAND = "selftest-writer";

    private final Orders orders;
    private final PrintStream out;
    private final List<Lane> lanes = new ArrayList<>();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile boolean isEnding;
    private PostgresRecorder recorder;

    private WriterProcess(Orders orders, PrintStream out) {
        this.orders = orders;
        this.out = out;
        this.recorder = opened(orders);
        for (int lane : orders.lanes()) {
            lanes.add(new Lane(lane, this, new Workload(lane, orders.start(), orders.seed())));
        }
    }

    /** Does what comes on a stream, and returns when that has ended. */
    public static void run(InputStream in, PrintStream out) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String first = lines.readLine();
        if (first == null) {
            return;
        }
        ProcessHandle.current().parent().ifPresent(WriterProcess::endWith);
        try {
            new WriterProcess(Orders.parse(first), out).obey(lines);
        } catch (RuntimeException e) {
            out.println(MarkedLine.of("failed " + e));
            throw e;
        }
    }

    // Whoever is opening a recorder does not read that nobody is there any more.
    private static void endWith(ProcessHandle parent) {
        var unused = parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
    }

    private void obey(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "settle" -> lane(words[1]).settleFirst(Wish.parse(words[2]));
                case "begin" -> lanes.forEach(Lane::start);
                case "go" -> lane(words[1]).go();
                case "reopen" ->
                        Thread.ofPlatform().name("annals-reopening").daemon().start(this::reopen);
                case "end" -> {
                    isEnding = true;
                    Thread.ofPlatform().name("annals-ending").daemon().start(this::end);
                }
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    private Lane lane(String number) {
        return lanes.get(orders.lanes().indexOf(Integer.valueOf(number)));
    }

    private void end() {
        lanes.forEach(Lane::join);
        tell("done");
    }

    /** Tells the parent something. */
    void tell(String line) {
        synchronized (out) {
            out.println(MarkedLine.of(line));
            out.flush();
        }
    }

    boolean isEnding() {
        return isEnding;
    }

    Database database() {
        return orders.database();
    }

    String schema() {
        return orders.schema();
    }

    /** Returns the recorder of the moment, which somebody may close at any time. */
    PostgresRecorder recorder() {
        lock.readLock().lock();
        try {
            return recorder;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Closes the recorder while it is at work, and opens another. */
    private synchronized void reopen() {
        try {
            recorder().close();
            lock.writeLock().lock();
            try {
                recorder = opened(orders);
            } finally {
                lock.writeLock().unlock();
            }
        } catch (RuntimeException | Error e) {
            // Otherwise nobody would notice that there is no recorder any more.
            tell("failed to open another recorder: " + e);
        }
    }

    private static PostgresRecorder opened(Orders orders) {
        while (true) {
            try {
                return orders.database().open(orders.schema());
            } catch (RecorderUnavailableException e) {
                // The network is what it is, and the server may be restarting.
                Pause.millis(50);
            }
        }
    }
}
