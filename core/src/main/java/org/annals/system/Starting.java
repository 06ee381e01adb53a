package org.annals.system;

import java.util.concurrent.atomic.AtomicBoolean;

/** How a runner starts: once. Stateless. */
final class Starting {
    private Starting() {}

    static void once(AtomicBoolean isStarted, AtomicBoolean isStopped) {
        if (isStopped.get()) {
            throw new IllegalStateException("The runner was stopped. Open another one.");
        }
        if (isStarted.getAndSet(true)) {
            throw new IllegalStateException("The runner was started before. Start it once.");
        }
    }
}
