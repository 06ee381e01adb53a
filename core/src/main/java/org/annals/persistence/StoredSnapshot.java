package org.annals.persistence;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Text;

import java.util.UUID;

/**
 * A state as bytes: what was folded from the log up to some version. Immutable.
 *
 * @param id the snapshot's own, to which its ciphertext is bound
 * @param subject what it is a state of: the id of an aggregate, or another text, such as a query's
 * @param type the stored name of the state's type
 * @param stateVersion the schema version of the state, 1 or more
 * @param version the aggregate's version up to which it was folded, or a position, 1 or more
 * @param data what {@link StoredForm} describes
 */
public record StoredSnapshot(
        UUID id, String subject, String type, int stateVersion, long version, Bytes data) {
    /** How long a subject may be, in bytes of UTF-8. */
    public static final int SUBJECT_MAX_BYTES = 1_024;

    /**
     * @throws IllegalArgumentException if subject or type is blank, too long or cannot be stored,
     *     or a version is below 1
     */
    public StoredSnapshot {
        requireNonNull(id, "id");
        requireSubject(subject);
        requireType(type);
        requireStateVersion(stateVersion);
        if (version < 1) {
            throw new IllegalArgumentException(
                    "A snapshot of '%s' cannot be of version %d: versions and positions begin with 1."
                            .formatted(subject, version));
        }
        requireNonNull(data, "data");
    }

    static void requireSubject(String subject) {
        Text.requireStorable(subject, "subject of a snapshot");
        requireVisible(subject, "subject");
        int length = Text.utf8Length(subject);
        if (length > SUBJECT_MAX_BYTES) {
            throw new IllegalArgumentException(
                    "%d bytes of the subject of a snapshot are more than %d. Name it by something shorter, such as a digest."
                            .formatted(length, SUBJECT_MAX_BYTES));
        }
    }

    static void requireType(String type) {
        Text.requireStorable(type, "type of a snapshot");
        requireVisible(type, "type");
    }

    static void requireStateVersion(int stateVersion) {
        if (stateVersion < 1) {
            throw new IllegalArgumentException(
                    "%d cannot be the version of a state: versions begin with 1."
                            .formatted(stateVersion));
        }
    }

    private static void requireVisible(String text, String what) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "The %s of a snapshot is blank. Give it at least one visible character."
                            .formatted(what));
        }
    }
}
