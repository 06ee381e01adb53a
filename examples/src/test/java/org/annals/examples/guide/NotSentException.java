package org.annals.examples.guide;

/** A parcel that was never sent cannot be delivered. */
public final class NotSentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotSentException() {
        super("The parcel was never sent. Send it first.");
    }
}
