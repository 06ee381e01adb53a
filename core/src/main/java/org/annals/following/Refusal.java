package org.annals.following;

import java.time.Duration;
import java.util.List;

/**
 * That a place was free for another member, and none took it. The same members are offered it again
 * only later, because an offer holds the place up: after four leases, then after twice as long each
 * time, up to 64. One that was only late gets its share so. Immutable.
 */
record Refusal(List<String> present, int leases, long since) {
    private static final int FIRST = 4;
    private static final int MOST = 64;

    /** Returns that of nobody: whoever is there is offered the place. */
    static Refusal none() {
        return new Refusal(List.of(), FIRST, System.nanoTime());
    }

    /** Returns that of those who are there now. */
    Refusal by(List<String> members) {
        int next = members.equals(present) ? Math.min(leases * 2, MOST) : FIRST;
        return new Refusal(members, next, System.nanoTime());
    }

    /** Returns whether those who are there now are not to be offered the place yet. */
    boolean isOf(List<String> members, Duration lease) {
        return members.equals(present)
                && System.nanoTime() - since < lease.multipliedBy(leases).toNanos();
    }
}
