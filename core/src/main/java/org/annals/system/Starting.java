package org.annals.system;

import java.util.concurrent.atomic.AtomicBoolean;

/** When a runner may start, which is once, and sync, which is before. Stateless. */
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

    static void notYet(AtomicBoolean isStarted, AtomicBoolean isStopped) {
        if (isStopped.get()) {
            throw new IllegalStateException("The runner was stopped. Open another one.");
        }
        if (isStarted.get()) {
            throw new IllegalStateException(
                    "The runner was started, and processes what comes. Sync one that was not, or await quiet.");
        }
    }
}
