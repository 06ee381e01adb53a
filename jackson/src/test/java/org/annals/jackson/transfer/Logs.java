package org.annals.jackson.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.Bytes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.ProcessRecorder;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Logs that the tests write and read. */
final class Logs {
    private static final Instant BEGINNING = Instant.parse("2020-02-29T12:00:00.000001Z");

    private Logs() {}

    static StoredEvent event(long n) {
        return new StoredEvent(
                new UUID(7, n),
                new Origin("dog", n),
                "Dog.Barked",
                1,
                List.of(),
                BEGINNING.plusSeconds(n),
                Map.of(),
                Bytes.copyOf(("data " + n).getBytes(UTF_8)));
    }

    /** Returns an event of no aggregate that is odd in everything. */
    static StoredEvent odd() {
        List<EventTag> tags = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            tags.add(EventTag.of("key " + i, ":\"\\\n\u2028\ud83d\ude00" + i));
        }
        tags.add(EventTag.of("empty", ""));
        tags.add(tags.getFirst());
        return new StoredEvent(
                new UUID(-1, -1),
                null,
                "\u00e9t\u00e9 \u0001 \"\\/ \ud83d\ude00",
                Integer.MAX_VALUE,
                tags,
                Instant.parse("1969-12-31T23:59:59.999999Z"),
                Map.of("b", "2", "a", "\r\n", "", "\u007f\u0085", "\ufeff", "1"),
                Bytes.empty());
    }

    static MemoryRecorder of(int events) {
        MemoryRecorder recorder = MemoryRecorder.open("Kennel");
        recorder.append(IntStream.rangeClosed(1, events).mapToObj(Logs::event).toList());
        return recorder;
    }

    /** Returns places that are odd in everything, in their order. */
    static List<Tracking> places() {
        return List.of(
                new Tracking(" \"\\\n\u2028", 1, null, 0),
                new Tracking("Cattery", Long.MAX_VALUE, new UUID(9, 9), Long.MAX_VALUE),
                new Tracking("\u00e9t\u00e9 \ud83d\ude00", 7, new UUID(9, 7), 3));
    }

    static List<Notification> read(ProcessRecorder recorder) {
        List<Notification> all = new ArrayList<>();
        while (all.size() < recorder.head()) {
            all.addAll(recorder.readLog(LogSelection.all().after(all.size())).notifications());
        }
        return all;
    }

    static byte[] exported(ProcessRecorder recorder) throws IOException {
        return exported(recorder, 0);
    }

    static byte[] exported(ProcessRecorder recorder, long after) throws IOException {
        var out = new ByteArrayOutputStream();
        LogExport.of(recorder).write(out, after);
        return out.toByteArray();
    }

    static Imported imported(byte[] file, MemoryRecorder into) throws IOException {
        return LogImport.into(into).read(new ByteArrayInputStream(file));
    }
}
