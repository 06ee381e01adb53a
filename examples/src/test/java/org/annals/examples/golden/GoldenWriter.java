package org.annals.examples.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.compression.CompressionDictionary;
import org.annals.domain.DomainEvent;
import org.annals.domain.Erasable;
import org.annals.domain.TriggerScope;
import org.annals.settings.Settings;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Writes the {@link Story}, as an application does whose settings change and change again. */
final class GoldenWriter {
    private static final String HOW =
            "{\"how\":\"bed rest and again bed rest, with a broth of beef every morning\"}";

    private final Settings plain;
    private final GoldenSecrets secrets;

    /**
     * @param settings of an empty database
     * @param secrets are made
     */
    GoldenWriter(Settings settings, GoldenSecrets secrets) {
        this.plain = secrets.ofSubjects(settings);
        this.secrets = secrets;
    }

    void write() {
        var ids = new AtomicLong();
        TriggerScope.of(
                        Clock.fixed(Story.TIME, ZoneOffset.UTC),
                        () -> new UUID(1, ids.incrementAndGet()))
                .run(this::writeAll);
    }

    private void writeAll() {
        secrets.make(CompressionDictionary.of(HOW.getBytes(UTF_8)));
        Settings compressed = secrets.compressing(plain);

        try (var hospital = Hospital.open(plain.with("HASH_CHAIN", "y"))) {
            var gertrude = new Patient.Event.Admitted(Erasable.of("Gertrude"), "South");
            hospital.save(Story.ADMITTED, as(gertrude, Story.ADMITTED_AND_ERASED));
        }
        try (var hospital = Hospital.openAsAtFirst(plain)) {
            hospital.save(as(new Hospital.MovedAtFirst("West"), Story.MOVED));
        }
        try (var hospital = Hospital.open(plain.with("COMPRESSOR", "zlib"))) {
            hospital.save(Story.TREATED);
            hospital.repository().takeSnapshot(Patient.class, "p-1", 2);
        }
        try (var hospital = Hospital.open(compressed)) {
            hospital.save(Story.TREATED_BY_THE_BOOK);
            hospital.repository().takeSnapshot(Patient.class, "p-1", 4);
        }
        try (var hospital = Hospital.open(secrets.encrypting(plain))) {
            hospital.save(Story.TREATED_IN_SECRET);
            hospital.repository().takeSnapshot(Patient.class, Story.ERASED, 2);
        }
        secrets.rotate();
        try (var hospital = Hospital.open(secrets.encrypting(compressed))) {
            hospital.save(Story.VISITED, Story.INSPECTED);
            hospital.repository().takeSnapshot(Patient.class, "p-1", 5);
            hospital.events().recorder().track(Story.KITCHEN);
            hospital.events().recorder().track(Story.PHARMACY);
            hospital.erase(Story.ERASED);
        }
    }

    /** Returns an envelope with something else in it. */
    private static DomainEvent<?> as(Object value, DomainEvent<?> envelope) {
        return new DomainEvent<>(
                envelope.id(),
                envelope.origin(),
                envelope.tags(),
                envelope.timestamp(),
                envelope.metadata(),
                value);
    }
}
