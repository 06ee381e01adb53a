package org.annals.persistence;

import org.annals.domain.EventSourcingException;
import org.jspecify.annotations.Nullable;

import java.util.UUID;

/**
 * A stored snapshot cannot be turned back into what it was. The message has the snapshot's identity
 * and never its content. Nothing is lost: the state follows from the events.
 */
public final class UnreadableSnapshotException extends EventSourcingException {
    private static final long serialVersionUID = 1L;

    private final UUID snapshotId;

    UnreadableSnapshotException(StoredSnapshot snapshot, String why, @Nullable Throwable cause) {
        super(
                "Snapshot %s of '%s' at %d, version %d of type '%s', cannot be read: %s"
                        .formatted(
                                snapshot.id(),
                                snapshot.subject(),
                                snapshot.version(),
                                snapshot.stateVersion(),
                                snapshot.type(),
                                why),
                cause);
        this.snapshotId = snapshot.id();
    }

    /** Returns the snapshot's id. */
    public UUID snapshotId() {
        return snapshotId;
    }
}
