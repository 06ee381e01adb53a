package org.annals.examples.selftest;

import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Query;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.recording.Joining;
import org.annals.testkit.witness.Append;
import org.annals.testkit.witness.Follower;
import org.annals.testkit.witness.Violation;
import org.annals.testkit.witness.Witness;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Takes down what writers and followers tell, in one order, and has a witness compare it with the
 * log, bit by bit, on a thread of its own. May be shared between threads.
 */
final class Chronicle implements AutoCloseable {
    private static final int QUEUE = 20_000;
    private static final int MANY = 1_000;
    private static final int BETWEEN_LOOKS = 20;
    private static final int REMEMBERED = 64;

    private final TrueLog log;
    private final Witness witness;
    private final Journal journal;
    private final Deeds deeds = new Deeds();
    private final Silences silences = new Silences();
    private final BlockingQueue<Runnable> told = new LinkedBlockingQueue<>(QUEUE);
    private final Map<Integer, Map<String, Asked>> appends = new HashMap<>();
    private final Map<String, AtomicBoolean> left = new HashMap<>();
    private final List<Follower> followers = new ArrayList<>();
    private final List<String> strange = new CopyOnWriteArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong pages = new AtomicLong();
    private final Thread thread;
    private volatile List<Violation> violations = List.of();
    private volatile long end;
    private volatile long delivered;
    private volatile long fewest;
    private volatile long backlog;
    private volatile @Nullable String obstacle;
    private volatile boolean isClosed;

    private record Asked(Way way, Append append) {}

    Chronicle(TrueLog log, Journal journal) {
        this.log = log;
        this.journal = journal;
        this.witness = new Witness(log);
        this.thread = Thread.ofPlatform().name("annals-chronicle").daemon().unstarted(this::run);
    }

    /** Makes a follower from the beginning; only before the start. */
    Follower follow(String name, Query query) {
        Follower follower = witness.follow(name, query);
        followers.add(follower);
        return follower;
    }

    void start() {
        silences.begin();
        thread.start();
    }

    /** Takes down that a writer asks for a wish. */
    void asked(int lane, Wish wish) {
        tell(
                () -> {
                    journal.add("ask " + lane + " " + wish.toLine());
                    Append append =
                            wish.way() == Way.REUSING
                                    ? witness.askReusingIds(wish.name(), wish.request())
                                    : witness.ask(wish.name(), wish.request());
                    appends.computeIfAbsent(lane, any -> new LastAppends())
                            .put(wish.name(), new Asked(wish.way(), append));
                });
    }

    /** Takes down that a writer asks for an earlier wish. */
    void askedAgain(int lane, String name) {
        tell(
                () -> {
                    journal.add("again %d %s".formatted(lane, name));
                    Append append = asked(lane, name).append();
                    AtomicBoolean end = left.remove(name);
                    // It stands in the log before anybody asks again, so it was the killed one.
                    if (end != null && append.isSeen() && !end.getAndSet(true)) {
                        deeds.killedInTime();
                    }
                    witness.askAgain(append);
                });
    }

    /** Takes down what a process was at when it was killed: the names of appends, by writer. */
    void left(Map<Integer, String> underWay) {
        tell(
                () -> {
                    var end = new AtomicBoolean();
                    if (!underWay.isEmpty()) {
                        deeds.killedAtWork();
                    }
                    underWay.forEach(
                            (lane, name) -> {
                                journal.add("left %d %s".formatted(lane, name));
                                Asked asked = asked(lane, name);
                                if (asked.way() == Way.UNDONE) {
                                    // Nobody will ask again, nor has anybody committed it.
                                    witness.notWritten(asked.append());
                                } else {
                                    left.put(name, end);
                                }
                            });
                });
    }

    /** Takes down what a writer was told. */
    void heard(int lane, String name, String outcome) {
        silences.heard(lane);
        if (outcome.startsWith("recorded ")) {
            long last = Long.parseLong(outcome.substring(outcome.lastIndexOf(' ') + 1));
            acknowledged.accumulateAndGet(last, Math::max);
        }
        tell(
                () -> {
                    journal.add("told %d %s %s".formatted(lane, name, outcome));
                    Asked asked = asked(lane, name);
                    Outcome parsed = Outcome.parse(outcome, asked.append().request());
                    deeds.count(lane, asked.way(), asked.append().isAcknowledged(), parsed);
                    judge(asked.append(), parsed);
                });
    }

    private Asked asked(int lane, String name) {
        Asked asked = appends.getOrDefault(lane, Map.of()).get(name);
        if (asked == null) {
            throw new IllegalStateException("Nobody knows the append %s.".formatted(name));
        }
        return asked;
    }

    private void judge(Append append, Outcome outcome) {
        switch (outcome) {
            case Outcome.Recorded(var receipt) -> witness.recorded(append, receipt);
            case Outcome.Refused(var rejection) -> witness.refused(append, rejection);
            case Outcome.NotWritten none -> witness.notWritten(append);
            case Outcome.Unknown unknown -> witness.unknown(append);
            case Outcome.Strange(var what) -> findStrange("%s ended in %s".formatted(append, what));
        }
    }

    /** Takes down that a follower was given an event. */
    void delivered(Follower follower, Notification notification) {
        tell(() -> follower.deliver(notification));
    }

    /** Returns the highest position that anybody was told is recorded. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Takes down that somebody read a page. */
    void page(LogSelection selection, LogPage page, long acknowledgedBefore) {
        pages.incrementAndGet();
        tell(() -> witness.page(selection, page, acknowledgedBefore));
    }

    /** Takes down something that nobody judges. */
    void note(String what) {
        journal.add(what);
    }

    /** Takes down something that is wrong and no witness is needed for. */
    void findStrange(String what) {
        journal.add("strange: " + what);
        strange.add(what);
    }

    /** Takes down why it cannot go on, or what it says would be worth nothing. */
    void obstruct(String why) {
        journal.add("obstacle: " + why);
        if (obstacle == null) {
            obstacle = why;
        }
    }

    /** Returns whether more is told than it can follow. */
    boolean isBehind() {
        return told.size() > MANY;
    }

    private void tell(Runnable what) {
        boolean isInterrupted = false;
        while (!isClosed) {
            try {
                if (told.offer(what, 1, TimeUnit.SECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long nextLook = System.nanoTime();
        while (!isClosed) {
            try {
                Runnable next = told.poll(BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    next.run();
                }
                if (System.nanoTime() >= nextLook) {
                    look();
                    nextLook = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BETWEEN_LOOKS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RecorderUnavailableException e) {
                // What it was at is half done, so nothing that follows could be judged.
                obstruct("The database was away for %s.".formatted(minutes(log.silence())));
                return;
            } catch (RuntimeException | Error e) {
                findStrange("The chronicle met " + e);
                return;
            }
        }
    }

    private void look() {
        Optional<LogPage> page = log.findAfter(witness.end());
        if (isClosed) {
            // Some of what it shows may have been asked for when nothing was taken down any more.
            return;
        }
        // What the page shows was asked for before it was read, and so is in the queue at the
        // latest.
        for (int due = told.size(); due > 0; due--) {
            Runnable next = told.poll();
            if (next != null) {
                next.run();
            }
        }
        page.ifPresent(this::see);
        violations = witness.violations();
        delivered = followers.stream().mapToLong(Follower::count).sum();
        fewest = followers.stream().mapToLong(Follower::count).min().orElse(0);
        backlog = followers.stream().mapToLong(Follower::backlog).sum();
        // Last, as whoever finds that the end is reached takes the others to be as of then.
        end = witness.end();
    }

    private void see(LogPage page) {
        if (page.head() < witness.end()) {
            findStrange(
                    "the log was seen to %d, and now ends at %d"
                            .formatted(witness.end(), page.head()));
        }
        page.notifications().forEach(witness::see);
    }

    private static String minutes(Duration time) {
        return "%d:%02d minutes".formatted(time.toMinutes(), time.toSecondsPart());
    }

    /** Returns the position up to which the log was seen. */
    long end() {
        return end;
    }

    /** Returns how many events followers were given. */
    long delivered() {
        return delivered;
    }

    /** Returns how many events followers are still to be given. */
    long backlog() {
        return backlog;
    }

    long pages() {
        return pages.get();
    }

    /** Returns how many events the follower was given who was given the fewest. */
    long fewestDelivered() {
        return fewest;
    }

    Deeds deeds() {
        return deeds;
    }

    /** Returns the writers who were told nothing for a time although the server was there. */
    List<Integer> silentFor(Duration time) {
        return silences.of(time, log.silence());
    }

    /** Returns whether there is something to be said already. */
    boolean isOver() {
        return findings() > 0 || obstacle != null;
    }

    /** Returns how many contradictions were found so far. */
    int findings() {
        return violations.size() + strange.size();
    }

    /** Returns how much is left until the log was seen to a position and all have followed. */
    long left(long head) {
        long untold = told.size();
        long unseen = Math.max(0, head - end);
        // Last: what it was when the end was reached.
        return untold + unseen + backlog;
    }

    /** Stops, and returns what was found so far, in sentences. */
    Judgement breakOff() {
        close();
        return judgement(witness.violations());
    }

    /** Stops, as the whole log was seen, and returns what was found in all, in sentences. */
    Judgement finish() {
        close();
        if (obstacle != null) {
            return judgement(witness.violations());
        }
        try {
            return judgement(lookBack());
        } catch (RecorderUnavailableException e) {
            obstruct("The database was away for %s.".formatted(minutes(log.silence())));
            return judgement(witness.violations());
        }
    }

    private List<Violation> lookBack() {
        for (Runnable next = told.poll(); next != null; next = told.poll()) {
            next.run();
        }
        witness.readAgain();
        for (String upstream : Vocabulary.upstreams()) {
            long tracked = log.tracked(upstream);
            if (tracked != witness.tracked(upstream)) {
                findStrange(
                        "%s is tracked to %d, and the log says %d"
                                .formatted(upstream, tracked, witness.tracked(upstream)));
            }
        }
        return witness.finish();
    }

    private Judgement judgement(List<Violation> found) {
        Stream<String> sentences =
                Stream.concat(found.stream().map(Violation::toString), strange.stream());
        return new Judgement(sentences.toList(), obstacle);
    }

    /** Returns whether nothing that is told any more is taken down. */
    boolean isClosed() {
        return isClosed;
    }

    @Override
    public void close() {
        isClosed = true;
        Joining.join(thread);
    }

    /** A writer's last appends, which it may ask for again. */
    private static final class LastAppends extends LinkedHashMap<String, Asked> {
        private static final long serialVersionUID = 1L;

        LastAppends() {
            super(REMEMBERED, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Asked> eldest) {
            return size() > REMEMBERED;
        }
    }
}
