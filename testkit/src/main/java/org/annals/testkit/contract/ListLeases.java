package org.annals.testkit.contract;

import org.annals.persistence.Lease;
import org.annals.persistence.Tracking;

import java.time.Duration;
import java.util.Optional;

/**
 * The leases of a {@link ListRecorder}. Each step is a method of its own, so that a mutant can get
 * one of them wrong. For whoever holds the lock of the store.
 */
class ListLeases {
    final ListStore store;

    /** A lease, and when its time is over. */
    record Held(Lease lease, long endNanos) {}

    ListLeases(ListStore store) {
        this.store = store;
    }

    Optional<Lease> acquire(String upstream, String owner, Duration duration) {
        Optional<Lease> current = find(upstream);
        if (current.isPresent() && !isOf(current.get(), owner)) {
            return Optional.empty();
        }
        Lease lease = current.isPresent() ? prolonged(current.get()) : taken(upstream, owner);
        keep(lease, duration);
        return Optional.of(lease);
    }

    boolean isOf(Lease lease, String owner) {
        return lease.owner().equals(owner);
    }

    Lease prolonged(Lease lease) {
        return lease;
    }

    Lease taken(String upstream, String owner) {
        var lease = Lease.after(newestEpoch(upstream), upstream, owner);
        begin(lease);
        return lease;
    }

    /** Returns the newest epoch of any tracking or lease. */
    long newestEpoch(String upstream) {
        Tracking tracking = store.trackings.get(upstream);
        long tracked = tracking == null ? 0 : tracking.epoch();
        return Math.max(tracked, store.epochs.getOrDefault(upstream, 0L));
    }

    /** Lets no older epoch track from now on. */
    void begin(Lease lease) {
        store.epochs.put(lease.upstream(), lease.epoch());
        store.trackings.computeIfPresent(
                lease.upstream(), (name, place) -> place.withEpoch(lease.epoch()));
    }

    void keep(Lease lease, Duration duration) {
        store.leases.put(lease.upstream(), new Held(lease, System.nanoTime() + duration.toNanos()));
    }

    boolean release(Lease lease) {
        boolean isHeld = find(lease.upstream()).filter(now -> isSame(now, lease)).isPresent();
        if (isHeld) {
            store.leases.remove(lease.upstream());
        }
        return isHeld;
    }

    boolean isSame(Lease now, Lease given) {
        return now.equals(given);
    }

    Optional<Lease> find(String upstream) {
        return Optional.ofNullable(store.leases.get(upstream))
                .filter(this::isInTime)
                .map(Held::lease)
                .filter(lease -> lease.epoch() == newestEpoch(upstream));
    }

    boolean isInTime(Held held) {
        return System.nanoTime() - held.endNanos() < 0;
    }
}
