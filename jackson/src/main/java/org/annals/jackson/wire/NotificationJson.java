package org.annals.jackson.wire;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.Bytes;
import org.annals.persistence.Notification;
import org.annals.persistence.StoredEvent;

import tools.jackson.core.JsonGenerator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A notification as the fields of a JSON object. Stateless. */
public final class NotificationJson {
    private NotificationJson() {}

    /** Writes the fields, in one order. */
    public static void write(Notification notification, JsonGenerator json) {
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
        // In one order, so that the same log is always the same bytes.
        for (Map.Entry<String, String> entry : new TreeMap<>(event.metadata()).entrySet()) {
            json.writeStringProperty(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
        json.writeBinaryProperty("data", event.data().toArray());
    }

    /**
     * Returns the notification that some fields are. Others are ignored, and tags and metadata that
     * are missing are none.
     *
     * @throws IllegalArgumentException if a value is none that an event can have; the message may
     *     quote it
     */
    public static Notification read(JsonObject json) {
        boolean isChange = json.has("aggregateId");
        Origin origin =
                isChange ? new Origin(json.text("aggregateId"), json.number("version")) : null;
        List<String> tags = json.has("tags") ? json.texts("tags") : List.of();
        return new Notification(
                json.number("position"),
                new StoredEvent(
                        json.id("id"),
                        origin,
                        json.text("type"),
                        json.smallNumber("typeVersion"),
                        tags.stream().map(EventTag::parse).toList(),
                        StoredEvent.instantOf(json.number("recordedAt")),
                        json.has("metadata") ? json.textsByName("metadata") : Map.of(),
                        Bytes.handOver(json.bytes("data"))));
    }
}
