package org.annals.jackson.transfer;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.Notification;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Writes lines, and the digest of all that came before into the last. For one thread. */
final class LineWriter {
    private static final int BUFFER = 64 * 1024;
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(
                            StreamWriteFeature.AUTO_CLOSE_TARGET,
                            StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                    // Said, since the bytes are part of the format.
                    .disable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build();

    private final MessageDigest digest = Digests.sha256();
    private final OutputStream out;

    LineWriter(OutputStream out) {
        this.out = new DigestOutputStream(new BufferedOutputStream(out, BUFFER), digest);
    }

    void header(LogIdentity log, long after) throws IOException {
        line(
                json -> {
                    json.writeStringProperty("format", Header.FORMAT);
                    json.writeNumberProperty("version", Header.VERSION);
                    json.writeStringProperty("name", log.name());
                    json.writeStringProperty("logId", log.logId().toString());
                    json.writeStringProperty("incarnation", log.incarnation().toString());
                    json.writeNumberProperty("after", after);
                });
    }

    void event(Notification notification) throws IOException {
        line(json -> write(notification, json));
    }

    private static void write(Notification notification, JsonGenerator json) {
        StoredEvent event = notification.storedEvent();
        json.writeNumberProperty("position", notification.position());
        json.writeStringProperty("id", event.id().toString());
        Origin origin = event.origin();
        if (origin != null) {
            json.writeStringProperty("aggregateId", origin.aggregateId());
            json.writeNumberProperty("version", origin.version());
        }
        json.writeStringProperty("type", event.type());
        json.writeNumberProperty("typeVersion", event.typeVersion());
        json.writeName("tags").writeStartArray();
        for (EventTag tag : event.tags()) {
            json.writeString(tag.toString());
        }
        json.writeEndArray();
        json.writeNumberProperty("recordedAt", event.timestampMicros());
        json.writeName("metadata").writeStartObject();
        // In one order, so that the same log is always the same file.
        for (Map.Entry<String, String> entry : new TreeMap<>(event.metadata()).entrySet()) {
            json.writeStringProperty(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
        json.writeBinaryProperty("data", event.data().toArray());
    }

    void place(Tracking tracking) throws IOException {
        UUID eventId = tracking.eventId();
        line(
                json -> {
                    json.writeStringProperty("upstream", tracking.upstream());
                    json.writeNumberProperty("position", tracking.position());
                    if (eventId != null) {
                        json.writeStringProperty("eventId", eventId.toString());
                    }
                    json.writeNumberProperty("epoch", tracking.epoch());
                });
    }

    /** Writes the last line, and returns the digest in it. */
    String footer(long events, long head) throws IOException {
        String sha256 = HexFormat.of().formatHex(digest.digest());
        line(
                json -> {
                    json.writeNumberProperty("events", events);
                    json.writeNumberProperty("head", head);
                    json.writeStringProperty("sha256", sha256);
                });
        out.flush();
        return sha256;
    }

    @FunctionalInterface
    private interface Fields {
        void writeTo(JsonGenerator json);
    }

    private void line(Fields fields) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        out.write('\n');
    }
}
