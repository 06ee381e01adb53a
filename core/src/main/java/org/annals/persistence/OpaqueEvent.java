package org.annals.persistence;

import static java.util.Objects.requireNonNull;

/**
 * What a reader of the log is given for an event whose name or version its code does not know, if
 * the policy is {@link Mapper.NewerEvents#OPAQUE}. Immutable.
 *
 * @param type the stored name
 * @param typeVersion the schema version
 * @param data what the transcoder of the release that knows it made, byte for byte
 */
public record OpaqueEvent(String type, int typeVersion, Bytes data) {
    public OpaqueEvent {
        requireNonNull(type, "type");
        requireNonNull(data, "data");
    }
}
