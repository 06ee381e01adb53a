package org.annals.examples.decisions;

/** A berth has no place left. */
final class BerthFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BerthFullException(String berthId) {
        super("Berth '%s' is full. Moor elsewhere.".formatted(berthId));
    }
}
