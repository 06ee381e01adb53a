package org.annals.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Everything that is stored in the clear beside encrypted data, but the position, which is not
 * known when it is encrypted. As the associated data of {@link StoredForm} it binds one to the
 * other.
 */
sealed interface ClearFacts {
    /** Returns the associated data. */
    default byte[] bytes(UUID logId, int compressor, int cipher) {
        var buffer = new ByteArrayOutputStream(256);
        var out = new DataOutputStream(buffer);
        try {
            out.writeByte(StoredForm.VERSION);
            out.writeByte(kind());
            out.writeByte(compressor);
            out.writeByte(cipher);
            write(out, logId);
            write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("A stream in memory fails.", e);
        }
        return buffer.toByteArray();
    }

    /** Returns the number of the kind of data. */
    int kind();

    /** Writes what there is of this kind. */
    void write(DataOutputStream out) throws IOException;

    /** Those of an event. */
    record OfEvent(
            UUID id,
            @Nullable Origin origin,
            String type,
            int typeVersion,
            List<EventTag> tags,
            Instant timestamp,
            Map<String, String> metadata)
            implements ClearFacts {
        static OfEvent of(StoredEvent stored) {
            return new OfEvent(
                    stored.id(),
                    stored.origin(),
                    stored.type(),
                    stored.typeVersion(),
                    stored.tags(),
                    stored.timestamp(),
                    stored.metadata());
        }

        @Override
        public int kind() {
            return 1;
        }

        @Override
        public void write(DataOutputStream out) throws IOException {
            ClearFacts.write(out, id);
            out.writeBoolean(origin != null);
            if (origin != null) {
                ClearFacts.write(out, origin.aggregateId());
                out.writeLong(origin.version());
            }
            ClearFacts.write(out, type);
            out.writeInt(typeVersion);
            out.writeInt(tags.size());
            for (EventTag tag : tags) {
                ClearFacts.write(out, tag.key());
                ClearFacts.write(out, tag.value());
            }
            out.writeLong(StoredEvent.microsOf(timestamp));
            out.writeInt(metadata.size());
            for (var entry : new TreeMap<>(metadata).entrySet()) {
                ClearFacts.write(out, entry.getKey());
                ClearFacts.write(out, entry.getValue());
            }
        }
    }

    /** Those of a snapshot. */
    record OfSnapshot(UUID id, String subject, String type, int stateVersion, long version)
            implements ClearFacts {
        static OfSnapshot of(StoredSnapshot stored) {
            return new OfSnapshot(
                    stored.id(),
                    stored.subject(),
                    stored.type(),
                    stored.stateVersion(),
                    stored.version());
        }

        @Override
        public int kind() {
            return 2;
        }

        @Override
        public void write(DataOutputStream out) throws IOException {
            ClearFacts.write(out, id);
            ClearFacts.write(out, subject);
            ClearFacts.write(out, type);
            out.writeInt(stateVersion);
            out.writeLong(version);
        }
    }

    /** Those of personal data within something else. */
    record OfPersonal(ClearFacts within, String subject) implements ClearFacts {
        private static final int PERSONAL = 2;

        @Override
        public int kind() {
            return within.kind() + PERSONAL;
        }

        @Override
        public void write(DataOutputStream out) throws IOException {
            within.write(out);
            ClearFacts.write(out, subject);
        }
    }

    private static void write(DataOutputStream out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }
}
