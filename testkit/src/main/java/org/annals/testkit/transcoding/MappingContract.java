package org.annals.testkit.transcoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.annals.compression.DeflateCompressor;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.Origin;
import org.annals.domain.Snapshot;
import org.annals.encryption.AesGcmCipher;
import org.annals.encryption.EncryptionKey;
import org.annals.encryption.KeyProvider;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.Bytes;
import org.annals.persistence.EventStore;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Mapper;
import org.annals.persistence.Packing;
import org.annals.persistence.Recorder;
import org.annals.persistence.SnapshotStore;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.StoredForm;
import org.annals.persistence.UnreadableEventException;
import org.annals.persistence.Upcaster;
import org.annals.persistence.Upcasters;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a log makes of a transcoder: events and snapshots, packed, read by later releases too. */
public abstract class MappingContract extends TranscodingContract {
    private static final String NAME = "sample";
    private static final Origin ORIGIN = new Origin("a-1", 1);
    private static final UUID LOG = new UUID(1, 1);

    /** For tenants. */
    protected MappingContract() {}

    private Mapper mapper(EventTypes types) {
        return new Mapper(types, transcoder()).ofLog(LOG);
    }

    private static EventTypes types(Class<?> type) {
        return EventTypes.named(type, NAME, 1);
    }

    private static Packing packing() {
        var keys = KeyProvider.of(EncryptionKey.generate());
        return Packing.plain()
                .compressing(DeflateCompressor.plain())
                .encrypting(new AesGcmCipher(keys, worn -> {}));
    }

    private static StoredEvent stored(Mapper mapper, Object value) {
        return mapper.toStored(DomainEvent.of(value, ORIGIN, EventDetails.none()));
    }

    private static void assertRead(Object expected, List<DomainEvent<?>> events) {
        assertEquals(List.of(expected), events.stream().map(DomainEvent::event).toList());
    }

    @Test
    void eventsAreStoredAndRead() {
        for (Object value : kept()) {
            var types = types(value.getClass());
            assertRead(value, mapper(types).toDomain(stored(mapper(types), value)));
        }
    }

    @Test
    void compressedAndEncryptedTheyAreReadAsTheyWere() {
        var packing = packing();
        for (Object value : kept()) {
            var types = types(value.getClass());
            var writer = mapper(types).with(packing).ofLog(LOG);
            var reader = mapper(types).with(packing).ofLog(LOG);
            assertRead(value, reader.toDomain(stored(writer, value)));
        }
    }

    @Test
    void anEventThatWasCutOrLengthenedIsUnreadable() {
        for (Object value : kept()) {
            var mapper = mapper(types(value.getClass()));
            var whole = stored(mapper, value);
            assertRead(value, mapper.toDomain(whole));
            byte[] data = whole.data().toArray();
            if (data.length > StoredForm.HEADER_LENGTH) {
                assertUnreadable(mapper, whole, Arrays.copyOf(data, data.length - 1));
            }
            byte[] longer = Arrays.copyOf(data, data.length + 1);
            longer[data.length] = 'x';
            assertUnreadable(mapper, whole, longer);
        }
    }

    private static void assertUnreadable(Mapper mapper, StoredEvent event, byte[] data) {
        var changed =
                new StoredEvent(
                        event.id(),
                        event.origin(),
                        event.type(),
                        event.typeVersion(),
                        event.tags(),
                        event.timestamp(),
                        event.metadata(),
                        Bytes.copyOf(data));
        assertThrows(UnreadableEventException.class, () -> mapper.toDomain(changed));
    }

    @Test
    void anUpcasterFromAnOldRecordToANewOneIsGivenTheOld() {
        for (Object value : kept()) {
            assertUpcast(value.getClass(), value);
        }
    }

    private <T> void assertUpcast(Class<T> type, Object value) {
        var later =
                EventTypes.named(type, NAME, 2)
                        .and(Upcasters.of(Upcaster.typed(NAME, 1, type, type, old -> old)));
        assertRead(value, mapper(later).toDomain(stored(mapper(types(type)), value)));
    }

    @Test
    void statesAreKeptAsSnapshots() {
        var packing = packing();
        for (Object value : kept()) {
            var types = types(value.getClass());
            try (var recorder = MemoryRecorder.open("Samples")) {
                var taken = new Snapshot<>("a-1", 3, Instant.EPOCH, Instant.EPOCH, value);
                snapshots(types, packing, recorder).put(taken);
                assertEquals(
                        Optional.of(value),
                        snapshots(types, packing, recorder)
                                .find(value.getClass(), "a-1", 9)
                                .map(Snapshot::state));
            }
        }
    }

    private SnapshotStore snapshots(EventTypes types, Packing packing, Recorder recorder) {
        var mapper = mapper(types).with(packing);
        return new SnapshotStore(types, new EventStore(mapper, recorder));
    }
}
