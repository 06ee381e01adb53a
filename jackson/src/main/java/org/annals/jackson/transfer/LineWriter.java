package org.annals.jackson.transfer;

import org.annals.jackson.wire.JsonOutput;
import org.annals.jackson.wire.NotificationJson;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.Notification;
import org.annals.persistence.Tracking;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;

/** Writes lines, and the digest of all that came before into the last. For one thread. */
final class LineWriter {
    private static final int BUFFER = 64 * 1024;

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
        line(json -> NotificationJson.write(notification, json));
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

    private void line(JsonOutput.Fields fields) throws IOException {
        JsonOutput.write(out, fields);
        out.write('\n');
    }
}
