package org.annals.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.Bytes;
import org.annals.persistence.StoredEvent;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Makes stored events that differ in everything, the same ones in every run. May be shared between
 * threads.
 */
public final class SampleEvents {
    private static final Instant BEGINNING = Instant.parse("2020-02-29T12:00:00Z");

    private final AtomicLong count = new AtomicLong();

    /** Makes a source that begins with the first event. */
    public SampleEvents() {}

    /** Returns an event that belongs to no aggregate, with tags such as {@code course:c1}. */
    public StoredEvent fact(String type, String... tags) {
        return event(null, type, tags);
    }

    /** Returns so many events that belong to no aggregate, all of one type. */
    public List<StoredEvent> facts(int size, String type, String... tags) {
        return IntStream.range(0, size).mapToObj(i -> fact(type, tags)).toList();
    }

    /** Returns the event of type {@code Changed} that brings an aggregate to a version. */
    public StoredEvent change(String aggregateId, long version, String... tags) {
        return event(new Origin(aggregateId, version), "Changed", tags);
    }

    /** Returns the events that bring an aggregate from one version to another, both included. */
    public List<StoredEvent> changes(String aggregateId, long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(version -> change(aggregateId, version))
                .toList();
    }

    /** Returns the id of the nth event. */
    static UUID id(long n) {
        return new UUID(0x7000L, Long.MIN_VALUE | n);
    }

    private StoredEvent event(@Nullable Origin origin, String type, String... tags) {
        long n = count.incrementAndGet();
        List<EventTag> parsed = Arrays.stream(tags).map(EventTag::parse).toList();
        return new StoredEvent(
                id(n),
                origin,
                type,
                1,
                parsed,
                BEGINNING.plus(n, ChronoUnit.MICROS),
                Map.of("n", Long.toString(n)),
                Bytes.copyOf(("data " + n).getBytes(UTF_8)));
    }
}
