package org.annals.jackson.transfer;

import org.annals.jackson.wire.JsonObject;
import org.annals.jackson.wire.NotificationJson;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.Notification;
import org.annals.persistence.Tracking;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The lines of a file, each judged when it is read, in batches of events. For one thread. */
final class LogFile {
    /**
     * How many places in upstream logs a file has, since they are kept until it was found right.
     */
    static final int MOST_PLACES = 10_000;

    private static final int BATCH_EVENTS = 500;
    private static final long BATCH_BYTES = 8L * 1024 * 1024;
    private static final Set<String> HEADER =
            Set.of("format", "version", "name", "logId", "incarnation", "after");
    private static final Set<String> FACT =
            Set.of(
                    "position",
                    "id",
                    "type",
                    "typeVersion",
                    "tags",
                    "recordedAt",
                    "metadata",
                    "data");
    private static final Set<String> CHANGE =
            Set.of(
                    "position",
                    "id",
                    "aggregateId",
                    "version",
                    "type",
                    "typeVersion",
                    "tags",
                    "recordedAt",
                    "metadata",
                    "data");
    private static final Set<String> PLACE = Set.of("upstream", "position", "epoch");
    private static final Set<String> NAMED_PLACE =
            Set.of("upstream", "position", "eventId", "epoch");
    private static final Set<String> FOOTER = Set.of("events", "head", "sha256");

    private final LineReader lines;
    private final Header header;
    private long last;
    private @Nullable Notification ahead;
    private final List<Tracking> places = new ArrayList<>();
    private String sha256 = "";

    private LogFile(LineReader lines, Header header) throws IOException {
        this.lines = lines;
        this.header = header;
        this.last = header.after();
        advance();
    }

    /**
     * Reads the header.
     *
     * @throws MalformedLogFileException if there is none, or it is of a newer format
     */
    static LogFile open(InputStream in) throws IOException {
        var lines = new LineReader(in, JsonObject.LONGEST);
        return new LogFile(lines, header(lines));
    }

    Header header() {
        return header;
    }

    /** Returns the position of the last event that was taken, or after which the file begins. */
    long last() {
        return ahead == null ? last : last - 1;
    }

    /** Returns the places in upstream logs, once there are no more events. */
    List<Tracking> places() {
        return List.copyOf(places);
    }

    /** Returns the checksum, once there are no more events. */
    String sha256() {
        return sha256;
    }

    private static Header header(LineReader lines) throws IOException {
        JsonObject line = nextOf(lines);
        if (!line.has("format") || !line.text("format").equals(Header.FORMAT)) {
            throw new MalformedLogFileException(
                    lines.number(), "does not begin the export of a log", "Give another file.");
        }
        long version = line.number("version");
        if (version != Header.VERSION) {
            throw new MalformedLogFileException(
                    lines.number(),
                    "says format version %d, and this release knows version %d"
                            .formatted(version, Header.VERSION),
                    "Import it with a newer release.");
        }
        line.requireFields(HEADER);
        var identity = new LogIdentity(line.text("name"), line.id("logId"), line.id("incarnation"));
        return new Header(identity, line.notNegative("after"));
    }

    private static JsonObject nextOf(LineReader lines) throws IOException {
        byte[] line = lines.next();
        if (line == null) {
            throw LineReader.cut(lines.number());
        }
        return JsonObject.parse(
                line, problem -> MalformedLogFileException.of(lines.number(), problem));
    }

    /**
     * Returns the next events, all at or below a position or all above it, and none once the footer
     * has been reached and found right.
     *
     * @throws MalformedLogFileException if a line is not what the format asks for
     */
    List<Notification> next(long boundary) throws IOException {
        List<Notification> batch = new ArrayList<>();
        Set<UUID> ids = new HashSet<>();
        long bytes = 0;
        while (ahead != null && batch.size() < BATCH_EVENTS) {
            Notification next = ahead;
            bytes += next.storedEvent().data().length();
            boolean isFull = bytes > BATCH_BYTES;
            boolean crosses = next.position() == boundary + 1;
            if (!batch.isEmpty() && (isFull || crosses)) {
                break;
            }
            if (!ids.add(next.storedEvent().id())) {
                throw MalformedLogFileException.of(
                        lines.number(), "repeats the event id of an earlier one");
            }
            batch.add(next);
            advance();
        }
        return batch;
    }

    private void advance() throws IOException {
        JsonObject line = nextOf(lines);
        while (line.has("upstream")) {
            places.add(place(line));
            line = nextOf(lines);
        }
        if (line.has("sha256")) {
            end(line);
            ahead = null;
        } else if (places.isEmpty()) {
            ahead = notification(line);
            last++;
        } else {
            throw MalformedLogFileException.of(
                    lines.number(), "comes after the places in upstream logs");
        }
    }

    private Tracking place(JsonObject line) {
        boolean isNamed = line.has("eventId");
        line.requireFields(isNamed ? NAMED_PLACE : PLACE);
        Tracking place;
        try {
            place =
                    new Tracking(
                            line.text("upstream"),
                            line.number("position"),
                            isNamed ? line.id("eventId") : null,
                            line.number("epoch"));
        } catch (IllegalArgumentException e) {
            // What it says may quote the line.
            throw MalformedLogFileException.of(
                    lines.number(), "has a value that no place in an upstream log can have");
        }
        if (!places.isEmpty() && place.upstream().compareTo(places.getLast().upstream()) <= 0) {
            throw MalformedLogFileException.of(
                    lines.number(), "is not in the order of the names of upstream logs");
        }
        if (places.size() == MOST_PLACES) {
            throw MalformedLogFileException.of(
                    lines.number(),
                    "is one place in an upstream log more than %d".formatted(MOST_PLACES));
        }
        return place;
    }

    private void end(JsonObject line) throws IOException {
        line.requireFields(FOOTER);
        var footer =
                new Footer(
                        line.notNegative("events"), line.notNegative("head"), line.text("sha256"));
        long number = lines.number();
        if (footer.head() != last || footer.events() != last - header.after()) {
            throw MalformedLogFileException.of(number, "counts other events than there are");
        }
        if (!footer.sha256().equals(lines.digest())) {
            throw MalformedLogFileException.of(
                    number, "has another checksum than the lines before it");
        }
        if (lines.next() != null) {
            throw MalformedLogFileException.of(lines.number(), "comes after the last one");
        }
        sha256 = footer.sha256();
    }

    private Notification notification(JsonObject line) {
        boolean isChange = line.has("aggregateId");
        line.requireFields(isChange ? CHANGE : FACT);
        if (line.number("position") != last + 1) {
            throw MalformedLogFileException.of(
                    lines.number(), "should have position %d".formatted(last + 1));
        }
        try {
            return NotificationJson.read(line);
        } catch (IllegalArgumentException e) {
            // What it says may quote the event.
            throw MalformedLogFileException.of(
                    lines.number(), "has a value that no event can have");
        }
    }
}
