package org.annals.application;

import org.annals.domain.Snapshot;
import org.annals.encryption.SubjectKeysUnavailableException;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.SnapshotStore;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Takes the snapshots that are due: on a thread of its own, which begins with the first and ends
 * when there is nothing to do, or at once. May be shared between threads.
 */
final class SnapshotTaker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final int MOST_WAITING = 1_000;
    private static final int MOST_REMEMBERED = 10_000;

    private final Loader loader;
    private final @Nullable SnapshotStore snapshots;
    private final Reports reports;
    private final Map<Object, Snapshotting> rules = new HashMap<>();
    private final Set<Job> waiting = ConcurrentHashMap.newKeySet();
    private final Set<Job> inVain = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor worker;
    private volatile @Nullable Thread thread;

    /** A snapshot to be taken, of what some rule is for. */
    private record Job(Object of, String id, long version) {}

    /** The taking of it. */
    private final class Task implements Runnable {
        private final Job job;
        private final Snapshotting rule;
        private final Supplier<Optional<Taken>> taking;

        Task(Job job, Snapshotting rule, Supplier<Optional<Taken>> taking) {
            this.job = job;
            this.rule = rule;
            this.taking = taking;
        }

        @Override
        public void run() {
            try {
                taking.get().ifPresent(this::keepOrReport);
            } catch (RecorderUnavailableException
                    | OutcomeUnknownException
                    | SubjectKeysUnavailableException e) {
                reports.snapshotFailed(job.id(), rule.stateClass(), e);
            } catch (RuntimeException | Error e) {
                // The save has committed, whatever the user's code does now. It would do it again.
                remember(job);
                reports.snapshotFailed(job.id(), rule.stateClass(), e);
            } finally {
                waiting.remove(job);
            }
        }

        private void keepOrReport(Taken taken) {
            try {
                keep(taken, rule.of(), rule.stateClass(), job.id());
            } catch (IllegalArgumentException e) {
                // It is ours, and says which limit is exceeded.
                remember(job);
                reports.snapshotFailed(job.id(), rule.stateClass(), String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * A snapshot that was taken.
     *
     * @param from the version of the one that it was taken from
     * @param damaged whether there is one that cannot be used
     * @param ofModel whether it is of a decision model, which belongs to nobody
     */
    record Taken(Snapshot<?> snapshot, long from, boolean damaged, boolean ofModel) {}

    /**
     * @param snapshots null if none are kept
     */
    SnapshotTaker(
            Loader loader,
            @Nullable SnapshotStore snapshots,
            Collection<Snapshotting> rules,
            Reports reports) {
        this.loader = loader;
        this.snapshots = snapshots;
        this.reports = reports;
        rules.forEach(rule -> this.rules.put(rule.of(), rule));
        this.worker =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE.toNanos(),
                        TimeUnit.NANOSECONDS,
                        new ArrayBlockingQueue<>(MOST_WAITING),
                        this::newThread,
                        // What is not taken now is due again when the object is loaded.
                        (task, pool) -> waiting.remove(((Task) task).job));
        worker.allowCoreThreadTimeOut(true);
    }

    private Thread newThread(Runnable work) {
        Thread made =
                Thread.ofPlatform()
                        .name("annals-snapshots " + reports.application())
                        .daemon()
                        .unstarted(work);
        thread = made;
        return made;
    }

    /** Returns whether any are taken without being asked for. */
    boolean hasRules() {
        return !rules.isEmpty();
    }

    /** Takes a snapshot, now or soon, if one is due. */
    void grown(Folding<?> folding, String id, Growth growth) {
        Snapshotting rule = rules.get(folding.of());
        OptionalLong due = due(rule, id, growth);
        if (rule != null && due.isPresent()) {
            long version = due.getAsLong();
            begin(new Job(folding.of(), id, version), rule, () -> taken(folding, id, version));
        }
    }

    /**
     * Keeps a snapshot of a decision model, now or soon, if one is due, and returns whether it is.
     *
     * @param taking takes it as of a position, at once if one is due; what it returns is asked when
     *     the snapshot is kept
     */
    boolean grown(
            Object of,
            String subject,
            long position,
            Growth growth,
            Supplier<Supplier<Optional<Taken>>> taking) {
        Snapshotting rule = rules.get(of);
        boolean isDue = rule != null && due(rule, subject, growth).isPresent();
        if (rule != null && isDue) {
            try {
                begin(new Job(of, subject, position), rule, taking.get());
            } catch (RuntimeException | Error e) {
                // The model was read, whatever its state does.
                reports.snapshotFailed(subject, rule.stateClass(), e);
            }
        }
        return isDue;
    }

    private OptionalLong due(@Nullable Snapshotting rule, String id, Growth growth) {
        if (rule == null) {
            return OptionalLong.empty();
        }
        try {
            return rule.policy().due(growth);
        } catch (RuntimeException | Error e) {
            // The save has committed, whatever the policy does.
            reports.snapshotFailed(id, rule.stateClass(), e);
            return OptionalLong.empty();
        }
    }

    private void begin(Job job, Snapshotting rule, Supplier<Optional<Taken>> taking) {
        if (inVain.contains(job) || !waiting.add(job)) {
            return;
        }
        var task = new Task(job, rule, taking);
        if (rule.isInline()) {
            task.run();
        } else {
            worker.execute(task);
        }
    }

    private void remember(Job job) {
        if (inVain.size() >= MOST_REMEMBERED) {
            inVain.clear();
        }
        inVain.add(job);
    }

    /**
     * Takes a snapshot of an object as it was at a version at most, and returns the version that it
     * has; nothing if the object had no event.
     */
    OptionalLong take(Folding<?> folding, String id, long upTo) {
        Optional<Taken> taken = taken(folding, id, upTo);
        if (taken.isEmpty()) {
            return OptionalLong.empty();
        }
        keep(taken.get(), folding.of(), requireState(folding), id);
        return OptionalLong.of(taken.get().snapshot().version());
    }

    private <O> Optional<Taken> taken(Folding<O> folding, String id, long upTo) {
        requireStore();
        requireState(folding);
        return loader.load(folding, id, upTo)
                .map(each -> new Taken(each.snapshot(), each.from(), each.damaged(), false));
    }

    private void keep(Taken taken, Object of, Class<?> stateClass, String id) {
        SnapshotStore store = requireStore();
        if (taken.damaged()) {
            store.prune(stateClass, id, 0);
        }
        if (taken.snapshot().version() > taken.from()) {
            if (taken.ofModel()) {
                store.putOfModel(taken.snapshot());
            } else {
                store.put(taken.snapshot());
            }
        }
        Snapshotting rule = rules.get(of);
        if (rule != null && rule.kept() < Integer.MAX_VALUE) {
            store.prune(stateClass, id, rule.kept());
        }
    }

    private SnapshotStore requireStore() {
        if (snapshots == null) {
            throw new IllegalStateException(
                    "%s keeps no snapshots. Give a Snapshotting to the constructor of the application, or set IS_SNAPSHOTTING_ENABLED=y."
                            .formatted(reports.application()));
        }
        return snapshots;
    }

    private static Class<?> requireState(Folding<?> folding) {
        Class<?> stateClass = folding.stateClass();
        if (stateClass == null) {
            throw new IllegalStateException(
                    "There can be no snapshots of %s, whose state has no class of its own. Say AggregateType.of(…).withState(…), or give Snapshotting.of(…) of the evolution to the constructor of the application."
                            .formatted(folding.of()));
        }
        return stateClass;
    }

    /** Takes what is due, for some seconds at most, and ends the thread. */
    @Override
    public void close() {
        worker.shutdown();
        boolean interrupted = Thread.interrupted();
        try {
            if (worker.awaitTermination(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                joinThread();
            } else {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            worker.shutdownNow();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // The pool has terminated a little before its thread has.
    private void joinThread() throws InterruptedException {
        Thread last = thread;
        if (last != null) {
            last.join();
        }
    }
}
