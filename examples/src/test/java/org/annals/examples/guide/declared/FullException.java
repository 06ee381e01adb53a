package org.annals.examples.guide.declared;

/** A kennel has no room left. Choose another one. */
final class FullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FullException(String kennelId) {
        super("Kennel '%s' is full. Choose another one.".formatted(kennelId));
    }
}
