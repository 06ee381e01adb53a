package org.annals.system;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.Metadata;
import org.annals.following.SequenceKey;
import org.annals.persistence.Bytes;
import org.annals.persistence.Timer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A timer of a process, and how it is kept: its id is {@code length:process name}, where the length
 * is that of the process's id in UTF-16 units; its data are the id of the event that set it, a line
 * feed, and the id of what the chain began with, in UTF-8. Immutable.
 */
record ProcessTimer(String process, String name) {
    /** By which elapsed timers of one process are kept in order; their content may be encrypted. */
    private static final String PROCESS = "annals.process";

    private static final char AFTER_LENGTH = ':';
    private static final char BETWEEN = '\n';

    /** Returns a timer as it is kept, set by the event whose metadata is current. */
    Timer set(String application, Instant dueOn) {
        Map<String, String> metadata = Metadata.current();
        String causes =
                metadata.getOrDefault(Metadata.CAUSATION_ID, "")
                        + BETWEEN
                        + metadata.getOrDefault(Metadata.CORRELATION_ID, "");
        return new Timer(
                application, id(), dueOn, Bytes.handOver(causes.getBytes(StandardCharsets.UTF_8)));
    }

    String id() {
        return "%d%c%s%s".formatted(process.length(), AFTER_LENGTH, process, name);
    }

    /** Returns the event that a timer which is due turns into, with the causes it was set by. */
    static DomainEvent<TimerElapsed> elapsed(Timer kept) {
        String id = kept.id();
        int begin = id.indexOf(AFTER_LENGTH) + 1;
        int end = begin + Integer.parseInt(id, 0, begin - 1, 10);
        String process = id.substring(begin, end);
        var event = new TimerElapsed(process, id.substring(end), kept.dueOn());
        Map<String, String> metadata = causes(kept);
        metadata.put(PROCESS, process);
        return Metadata.only(metadata, () -> DomainEvent.of(event, EventDetails.none()));
    }

    /** Returns the key of elapsed timers: the id of their process. */
    static SequenceKey byProcess() {
        SequenceKey otherwise = SequenceKey.byAggregate();
        return event -> {
            String process = event.storedEvent().metadata().get(PROCESS);
            return process == null ? otherwise.of(event) : process;
        };
    }

    private static Map<String, String> causes(Timer kept) {
        String text = new String(kept.data().toArray(), StandardCharsets.UTF_8);
        int end = text.indexOf(BETWEEN);
        Map<String, String> metadata = new HashMap<>();
        putUnlessEmpty(metadata, Metadata.CAUSATION_ID, text.substring(0, end));
        putUnlessEmpty(metadata, Metadata.CORRELATION_ID, text.substring(end + 1));
        return metadata;
    }

    private static void putUnlessEmpty(Map<String, String> metadata, String key, String value) {
        if (!value.isEmpty()) {
            metadata.put(key, value);
        }
    }
}
