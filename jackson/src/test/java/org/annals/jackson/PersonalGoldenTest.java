package org.annals.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.annals.domain.DomainEvent;
import org.annals.domain.Erasable;
import org.annals.domain.EventTag;
import org.annals.domain.EventType;
import org.annals.domain.Origin;
import org.annals.domain.Personal;
import org.annals.domain.Snapshot;
import org.annals.domain.Subject;
import org.annals.domain.TriggerScope;
import org.annals.encryption.EncryptionKey;
import org.annals.encryption.SubjectKeys;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.Bytes;
import org.annals.persistence.EventStore;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Mapper;
import org.annals.persistence.PersonalData;
import org.annals.persistence.SnapshotStore;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.StoredSnapshot;
import org.annals.persistence.Upcaster;
import org.annals.persistence.Upcasters;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How JSON, personal data and an upcast event were stored when they were written first. These lines
 * never change; a later form has lines of its own beside them.
 */
final class PersonalGoldenTest {
    @EventType(name = "Written")
    record Written(@Subject String to, @Personal Erasable<String> text, int pages) {}

    @EventType(name = "Written", version = 2)
    record Later(@Subject String to, @Personal Erasable<String> text, int sheets) {}

    private static final UUID LOG = new UUID(1, 2);
    private static final Instant TIME = Instant.parse("1603-01-01T00:00:00.000001Z");
    private static final Written WRITTEN =
            new Written("ophelia", Erasable.of("Doubt thou the stars are fire"), 3);

    /** The one key that these lines were written with. */
    private static final class OneKey implements SubjectKeys {
        private final EncryptionKey key =
                EncryptionKey.parse("golden:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "KEY");

        @Override
        public EncryptionKey obtain(String subject) {
            return key;
        }

        @Override
        public Optional<EncryptionKey> find(String subject) {
            return Optional.of(key);
        }

        @Override
        public void erase(String subject) {
            throw new UnsupportedOperationException();
        }
    }

    private static Mapper mapper(EventTypes types) {
        return new Mapper(types, JsonTranscoder.create())
                .with(PersonalData.with(new OneKey()))
                .ofLog(LOG);
    }

    private static StoredEvent event(Bytes data) {
        return new StoredEvent(
                new UUID(3, 4),
                new Origin("hamlet", 5),
                "Written",
                1,
                List.of(EventTag.of("act", "2")),
                TIME,
                Map.of("user", "will"),
                data);
    }

    private static Bytes line(String name) throws IOException {
        try (var file = PersonalGoldenTest.class.getResourceAsStream("personal-1.txt")) {
            return new String(requireNonNull(file, "file").readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .map(line -> HexFormat.of().parseHex(line.substring(name.length() + 1)))
                    .map(Bytes::copyOf)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void anEventThatWasWrittenFirstIsReadForEver() throws IOException {
        assertThat(mapper(EventTypes.of(Written.class)).toDomain(event(line("event"))))
                .<Object>extracting(DomainEvent::event)
                .containsExactly(WRITTEN);
    }

    @Test
    void itIsUpcastForEver() throws IOException {
        var upcasters = Upcasters.of(Upcaster.of("Written", 1, f -> f.rename("pages", "sheets")));
        Mapper later = mapper(EventTypes.of(Later.class).and(upcasters));

        assertThat(later.toDomain(event(line("event"))))
                .<Object>extracting(DomainEvent::event)
                .containsExactly(new Later(WRITTEN.to(), WRITTEN.text(), 3));
    }

    @Test
    void aSnapshotThatWasWrittenFirstIsReadForEver() throws IOException {
        var ids = TriggerScope.of(Clock.systemUTC(), () -> LOG);
        try (var recorder = ids.call(() -> MemoryRecorder.open("Golden"))) {
            recorder.putSnapshot(
                    new StoredSnapshot(
                            new UUID(5, 6), "hamlet", "Written", 1, 5, line("snapshot")));
            var store =
                    new SnapshotStore(
                            EventTypes.of(Written.class),
                            new EventStore(mapper(EventTypes.of(Written.class)), recorder));

            assertThat(store.find(Written.class, "hamlet", 5))
                    .contains(new Snapshot<>("hamlet", 5, TIME, TIME.plusSeconds(1), WRITTEN));
        }
    }
}
