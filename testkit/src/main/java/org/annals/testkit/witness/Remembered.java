package org.annals.testkit.witness;

import static org.annals.testkit.witness.Violation.Kind.CHANGED;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.domain.Origin;
import org.annals.persistence.Bytes;
import org.annals.persistence.Notification;
import org.annals.persistence.StoredEvent;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * What was seen, as one digest for every thousand events, so that an event that is changed or taken
 * away long after it was seen is noticed without remembering it.
 */
final class Remembered {
    private static final int CHUNK = 1_000;

    private final LogSource log;
    private final Violations violations;
    private final List<Chunk> chunks = new ArrayList<>();
    private final MessageDigest digest = sha256();
    private long first;
    private long last;
    private int count;

    private record Chunk(long first, long last, Bytes digest) {}

    Remembered(LogSource log, Violations violations) {
        this.log = log;
        this.violations = violations;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    void add(Notification seen) {
        if (count == 0) {
            first = seen.position();
        }
        last = seen.position();
        fold(seen, digest);
        count++;
        if (count == CHUNK) {
            finishChunk();
        }
    }

    private void finishChunk() {
        chunks.add(new Chunk(first, last, Bytes.handOver(digest.digest())));
        count = 0;
    }

    // Each field with its length before it, as two neighbours must not pass for other two.
    private static void fold(Notification notification, MessageDigest into) {
        StoredEvent event = notification.storedEvent();
        Origin origin = event.origin();
        into.update(ofText(Long.toString(notification.position())));
        into.update(ofText(event.id().toString()));
        into.update(ofText(origin == null ? "" : origin.version() + " " + origin.aggregateId()));
        into.update(ofText(event.type() + " " + event.typeVersion()));
        into.update(ofText(event.tags().toString()));
        into.update(ofText(event.timestamp().toString()));
        into.update(ofText(Integer.toString(event.metadata().size())));
        event.metadata().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .forEach(entry -> into.update(ofText(entry)));
        into.update(ofText(Integer.toString(event.data().length())));
        into.update(event.data().toArray());
    }

    private static byte[] ofText(String text) {
        return (text.length() + ":" + text).getBytes(UTF_8);
    }

    /** Reads all of it once more. */
    void compare() {
        if (count > 0) {
            finishChunk();
        }
        for (Chunk chunk : chunks) {
            MessageDigest again = sha256();
            log.read(chunk.first(), chunk.last()).forEach(each -> fold(each, again));
            if (!chunk.digest().equals(Bytes.handOver(again.digest()))) {
                violations.add(
                        CHANGED,
                        "something from %d to %d reads otherwise than it was seen before"
                                .formatted(chunk.first(), chunk.last()));
            }
        }
    }
}
