package org.annals.http;

import org.annals.application.Section;
import org.annals.jackson.wire.JsonObject;
import org.annals.jackson.wire.JsonOutput;
import org.annals.jackson.wire.NotificationJson;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogPage;
import org.annals.persistence.Notification;

import tools.jackson.core.JsonGenerator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What a log answers, as JSON and back. Stateless. */
final class LogForm {
    private LogForm() {}

    /** Which log it is, and how far it goes. Immutable. */
    record About(LogIdentity identity, long head, int sectionSize) {}

    static byte[] bytes(About about) {
        return bytes(
                json -> {
                    LogIdentity identity = about.identity();
                    json.writeStringProperty("name", identity.name());
                    json.writeStringProperty("logId", identity.logId().toString());
                    json.writeStringProperty("incarnation", identity.incarnation().toString());
                    json.writeNumberProperty("head", about.head());
                    json.writeNumberProperty("sectionSize", about.sectionSize());
                });
    }

    static About about(JsonObject json) {
        return new About(
                new LogIdentity(json.text("name"), json.id("logId"), json.id("incarnation")),
                json.notNegative("head"),
                json.smallNumber("sectionSize"));
    }

    static byte[] bytes(LogPage page) {
        return bytes(
                json -> {
                    write("notifications", page.notifications(), json);
                    json.writeNumberProperty("scannedTo", page.scannedTo());
                    json.writeNumberProperty("head", page.head());
                });
    }

    static LogPage page(JsonObject json) {
        long scannedTo = json.notNegative("scannedTo");
        return new LogPage(
                notifications("notifications", json),
                scannedTo,
                json.has("head") ? json.notNegative("head") : scannedTo);
    }

    static byte[] bytes(Section section) {
        return bytes(
                json -> {
                    json.writeStringProperty("id", section.id());
                    write("items", section.items(), json);
                    json.writeStringProperty("nextId", section.nextId());
                });
    }

    static Section section(JsonObject json) {
        return new Section(
                json.text("id"),
                notifications("items", json),
                json.has("nextId") ? json.text("nextId") : "");
    }

    private static void write(String field, List<Notification> all, JsonGenerator json) {
        json.writeName(field).writeStartArray();
        for (Notification each : all) {
            json.writeStartObject();
            NotificationJson.write(each, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static List<Notification> notifications(String field, JsonObject json) {
        return json.objects(field).stream().map(NotificationJson::read).toList();
    }

    /** Returns an object in UTF-8. */
    static byte[] bytes(JsonOutput.Fields fields) {
        var out = new ByteArrayOutputStream();
        try {
            JsonOutput.write(out, fields);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory takes whatever is written.", e);
        }
        return out.toByteArray();
    }
}
