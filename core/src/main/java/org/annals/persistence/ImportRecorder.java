package org.annals.persistence;

import java.util.UUID;

/**
 * Takes over a log that was recorded elsewhere, with its identity: what is encrypted is bound to
 * the log's id, so that events which are moved can be read only in a log of the same id.
 */
public interface ImportRecorder extends ProcessRecorder, DcbRecorder {
    /**
     * Makes the empty log the one with this id and incarnation. The name stays. It is durable on
     * return, and may be repeated while the log is empty: the last call wins, whoever makes it.
     *
     * <p>That the log is empty is checked in the transaction that writes the identity, which no
     * append can come between. Recorders of the log that are open elsewhere go on with the identity
     * that they have read: open them afterwards.
     *
     * @throws LogNotEmptyException if the log has an event; nothing was written
     * @throws OutcomeUnknownException if the reply was lost
     * @throws IllegalStateException if it is called by the work of an append to this recorder
     */
    void adopt(UUID logId, UUID incarnation);
}
