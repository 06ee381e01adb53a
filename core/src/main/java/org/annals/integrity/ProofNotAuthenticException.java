package org.annals.integrity;

import org.annals.domain.EventSourcingException;

/** A proof does not lead from its event to the signed head. */
public final class ProofNotAuthenticException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final long position;

    /**
     * @param position where the event is said to stand
     * @param head the position of the signed head
     */
    public ProofNotAuthenticException(long position, long head) {
        super(
                "The event said to stand at position %d is not what the signed head of position %d vouches for. If the proof was just made, verify the log."
                        .formatted(position, head),
                null);
        this.position = position;
    }

    /** Returns where the event is said to stand. */
    public long position() {
        return position;
    }
}
