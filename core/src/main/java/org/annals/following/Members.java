package org.annals.following;

import static java.util.Objects.requireNonNull;

import org.annals.domain.EventSourcingException;
import org.annals.domain.TriggerScope;
import org.annals.persistence.Lease;
import org.annals.persistence.Recorder;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The processes among which the followers of a group are shared: those that run some of them. Each
 * has a seat, which is a lease in the recorder that has the places, and sees from the seats of
 * others which followers are for whom.
 *
 * <p>It decides nothing but who follows first: whoever has the lease of a place follows, and
 * whoever has lost it is refused by its epoch. A group of one follower takes no seat. May be shared
 * between threads.
 */
public final class Members {
    private static final Duration SHORTEST_LEASE = Duration.ofMillis(1);
    private static final Duration SHORTEST_LOOK = Duration.ofMillis(100);
    private static final int PARTS = 6;
    // Seats that were just left may be free before one that is taken.
    private static final int GAP = 2;

    private final String group;
    private final Recorder recorder;
    private final Duration duration;
    private final String owner;
    private final int first;
    private final AtomicInteger enlisted = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final ReentrantLock turn = new ReentrantLock();
    private volatile List<String> present = List.of();
    private volatile long looked;
    private @Nullable Lease seat;
    private int seatNumber;

    private Members(String group, Recorder recorder, Duration duration) {
        this.group = requireNonNull(group, "group");
        this.recorder = requireNonNull(recorder, "recorder");
        this.duration = requireNonNull(duration, "duration");
        if (duration.compareTo(SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException(
                    "A lease of %s is too short for '%s': it is prolonged three times as often. Give it %s or more."
                            .formatted(duration, group, SHORTEST_LEASE));
        }
        this.owner =
                "process %d, %s"
                        .formatted(ProcessHandle.current().pid(), TriggerScope.current().nextId());
        // Groups do not all begin with the same member.
        this.first = (int) (Partitions.hash(group) % Partitions.MOST);
    }

    /**
     * Returns those of a group of followers, of which this process has none yet.
     *
     * @param group its name, the same in every process
     * @param recorder which has the places of the followers
     * @param lease for how long a place and a seat are leased at a time
     * @throws IllegalArgumentException if that is below a millisecond
     */
    public static Members of(String group, Recorder recorder, Duration lease) {
        return new Members(group, recorder, lease);
    }

    Duration lease() {
        return duration;
    }

    /** Adds a follower to the group, and returns its number, the same in every process. */
    int enlist() {
        return enlisted.getAndIncrement();
    }

    /** Is told that a follower begins to run. */
    void enter() {
        running.incrementAndGet();
    }

    /** Is told that one has ended; with the last the seat is given up. */
    void leave() {
        if (running.decrementAndGet() > 0) {
            return;
        }
        turn.lock();
        try {
            if (running.get() == 0) {
                giveUpSeat();
            }
        } finally {
            turn.unlock();
        }
    }

    private void giveUpSeat() {
        Lease held = seat;
        seat = null;
        present = List.of();
        if (held == null) {
            return;
        }
        try {
            recorder.releaseLease(held);
        } catch (EventSourcingException e) {
            // Its time will be over.
            return;
        }
    }

    /** Returns who was there at the last look, in the order of their seats: empty before it. */
    List<String> present() {
        return present;
    }

    /** Returns whether a follower is for this process, as far as it knows. */
    boolean isOurs(int number) {
        List<String> all = present;
        return all.isEmpty() || all.get(Math.floorMod(first + number, all.size())).equals(owner);
    }

    /** Looks who is there, if that is due. */
    void look() {
        lookUnlessWithin(duration.dividedBy(PARTS));
    }

    /** Looks who is there: somebody may be gone. */
    void lookAgain() {
        lookUnlessWithin(SHORTEST_LOOK);
    }

    private void lookUnlessWithin(Duration recently) {
        if (enlisted.get() < 2 || wasWithin(recently) || !turn.tryLock()) {
            return;
        }
        try {
            if (running.get() > 0 && !wasWithin(recently)) {
                present = sitDown();
                looked = System.nanoTime();
            }
        } finally {
            turn.unlock();
        }
    }

    private boolean wasWithin(Duration recently) {
        return !present.isEmpty() && System.nanoTime() - looked < recently.toNanos();
    }

    /** Takes the first seat that is free, or keeps its own, and returns who has one. */
    private List<String> sitDown() {
        List<String> owners = new ArrayList<>();
        Lease taken = null;
        int takenNumber = 0;
        int free = 0;
        for (int number = 1; free < GAP || number <= seatNumber; number++) {
            String name = "%s@%d".formatted(group, number);
            Optional<Lease> held = recorder.findLease(name);
            boolean isOwn = held.isPresent() && held.get().owner().equals(owner);
            if (taken == null && (isOwn || held.isEmpty())) {
                held = recorder.acquireLease(name, owner, duration);
                if (held.isEmpty()) {
                    // Another was faster, and is seen at the next look.
                    continue;
                }
                taken = held.get();
                takenNumber = number;
            } else if (isOwn) {
                recorder.releaseLease(held.get());
                held = Optional.empty();
            }
            if (held.isEmpty()) {
                free++;
            } else {
                owners.add(held.get().owner());
            }
        }
        seat = taken;
        seatNumber = takenNumber;
        return owners.stream().distinct().toList();
    }

    @Override
    public String toString() {
        return "Members[%s]".formatted(group);
    }
}
