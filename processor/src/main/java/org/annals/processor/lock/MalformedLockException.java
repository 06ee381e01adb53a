package org.annals.processor.lock;

/** A lock that cannot be read; the message says which line. */
final class MalformedLockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedLockException(int line, String what) {
        super("line %d %s".formatted(line, what));
    }
}
