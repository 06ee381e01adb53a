package org.annals.testkit.network;

import java.util.concurrent.atomic.AtomicLong;

/** What was counted. May be shared between threads. */
record Traffic(AtomicLong connections, AtomicLong roundTrips, AtomicLong cuts, AtomicLong losses) {
    Traffic() {
        this(new AtomicLong(), new AtomicLong(), new AtomicLong(), new AtomicLong());
    }
}
