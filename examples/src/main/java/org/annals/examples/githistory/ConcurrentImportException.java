package org.annals.examples.githistory;

/** Another program wrote to the log during an import. Nothing is lost: run it again. */
public final class ConcurrentImportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConcurrentImportException(long expected, long head, RuntimeException cause) {
        super(
                "Another program is writing to the same log: it ends at position %d instead of %d. Let it finish, then run this again."
                        .formatted(head, expected),
                cause);
    }
}
