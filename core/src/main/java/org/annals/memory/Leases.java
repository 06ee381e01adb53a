package org.annals.memory;

import org.annals.persistence.Lease;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Who has which lease, and until when. Changed by one thread at a time; any may look. */
final class Leases {
    private final LogIndex log;
    private final LongSupplier nanoTime;
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    private record Held(Lease lease, long endNanos) {}

    Leases(LogIndex log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    Optional<Lease> acquire(String upstream, String owner, Duration duration) {
        Optional<Lease> current = find(upstream);
        if (current.isPresent() && !current.get().owner().equals(owner)) {
            return Optional.empty();
        }
        Lease lease = current.orElseGet(() -> taken(upstream, owner));
        held.put(upstream, new Held(lease, nanoTime.getAsLong() + duration.toNanos()));
        return Optional.of(lease);
    }

    private Lease taken(String upstream, String owner) {
        var lease = Lease.after(log.epoch(upstream), upstream, owner);
        log.beginEpoch(upstream, lease.epoch());
        return lease;
    }

    boolean release(Lease lease) {
        boolean isHeld = find(lease.upstream()).filter(lease::equals).isPresent();
        if (isHeld) {
            held.remove(lease.upstream());
        }
        return isHeld;
    }

    /**
     * Returns the lease whose time is not over, unless somebody has tracked under a later epoch.
     */
    Optional<Lease> find(String upstream) {
        return Optional.ofNullable(held.get(upstream))
                .filter(each -> nanoTime.getAsLong() - each.endNanos() < 0)
                .map(Held::lease)
                .filter(lease -> lease.epoch() == log.epoch(upstream));
    }
}
