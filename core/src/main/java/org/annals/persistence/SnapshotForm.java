package org.annals.persistence;

import org.annals.domain.Snapshot;

import java.nio.ByteBuffer;
import java.time.Instant;

/** What a snapshot's data is before it is packed: two times, and the encoded state. */
final class SnapshotForm {
    private static final int STATE = 2 * Long.BYTES;

    private SnapshotForm() {}

    static byte[] of(Snapshot<?> snapshot, byte[] encodedState) {
        return ByteBuffer.allocate(STATE + encodedState.length)
                .putLong(StoredEvent.microsOf(snapshot.createdOn()))
                .putLong(StoredEvent.microsOf(snapshot.modifiedOn()))
                .put(encodedState)
                .array();
    }

    static byte[] encodedState(StoredSnapshot stored, byte[] form) {
        if (form.length < STATE) {
            throw new UnreadableSnapshotException(
                    stored,
                    "it ends after %d bytes, within its times.".formatted(form.length),
                    null);
        }
        byte[] encoded = new byte[form.length - STATE];
        System.arraycopy(form, STATE, encoded, 0, encoded.length);
        return encoded;
    }

    static <S> Snapshot<S> read(StoredSnapshot stored, byte[] form, S state) {
        ByteBuffer times = ByteBuffer.wrap(form);
        Instant createdOn = StoredEvent.instantOf(times.getLong());
        Instant modifiedOn = StoredEvent.instantOf(times.getLong());
        return new Snapshot<>(stored.subject(), stored.version(), createdOn, modifiedOn, state);
    }
}
