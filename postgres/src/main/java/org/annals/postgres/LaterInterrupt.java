package org.annals.postgres;

/**
 * Keeps the interrupts of a thread for later, while it does what they must not end: on a virtual
 * thread one closes the socket that is read. For one thread.
 */
final class LaterInterrupt implements AutoCloseable {
    private boolean interrupted;

    /** Begins to keep them. */
    LaterInterrupt() {
        clear();
    }

    /** Keeps what has come meanwhile as well. */
    void clear() {
        interrupted |= Thread.interrupted();
    }

    /** Gives the thread what was kept. */
    @Override
    public void close() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
