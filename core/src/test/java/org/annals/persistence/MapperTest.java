package org.annals.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.domain.Account;
import org.annals.domain.Dog;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;

final class MapperTest {
    private final Mapper mapper =
            new Mapper(EventTypes.of(Dog.Event.class), new RememberingTranscoder());
    private final DomainEvent<Dog.Event> event =
            DomainEvent.of(
                    new Dog.Event.Registered("Fido"),
                    new Origin("dog-1", 1),
                    EventDetails.at(Instant.parse("2026-11-23T10:00:00Z"))
                            .withTags(EventTag.of("b", "2"), EventTag.of("a", "1"))
                            .withMetadata(Map.of("user_id", "u1")));

    @Test
    void toStoredAndBackKeepsEverything() {
        StoredEvent stored = mapper.toStored(event);

        assertThat(stored.type()).isEqualTo("Dog.Registered");
        assertThat(stored.typeVersion()).isEqualTo(1);
        assertThat(mapper.toDomain(stored)).isEqualTo(List.of(event));
        assertThat(mapper.toDomain(new Notification(7, stored))).isEqualTo(List.of(event));
    }

    @Test
    void storedDataBeginsWithVersionCompressorAndCipher() {
        Bytes data = mapper.toStored(event).data();

        assertThat(data.at(0)).isEqualTo((byte) 1);
        assertThat(data.at(1)).isZero();
        assertThat(data.at(2)).isZero();
        assertThat(data.length()).isEqualTo(3 + Long.BYTES);
    }

    @Test
    void aClassOutsideTheRegistryIsNotStored() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                mapper.toStored(
                                        DomainEvent.of(
                                                new Account.Event.Opened(), EventDetails.none())))
                .withMessageContaining("Opened");
    }

    @Test
    void anUnknownNameIsToldWithWhereItWasReadAndTheNearestKnown() {
        StoredEvent stored = changed("Dog.Registerd", 1, mapper.toStored(event).data());

        assertThatExceptionOfType(UnknownEventTypeException.class)
                .isThrownBy(() -> mapper.toDomain(new Notification(7, stored)))
                .withMessageContaining("Dog.Registerd")
                .withMessageContaining("Known names like it: Dog.Registered")
                .withMessageContaining("dog-1")
                .withMessageContaining("position 7");
    }

    @Test
    void aNameThatSpellsAClassLoadsNothing() {
        StoredEvent stored = changed("java.lang.ProcessBuilder", 1, mapper.toStored(event).data());

        assertThatExceptionOfType(UnknownEventTypeException.class)
                .isThrownBy(() -> mapper.toDomain(stored));
    }

    @Test
    void anotherVersionThanTheCodesIsUnreadable() {
        StoredEvent stored = changed("Dog.Registered", 2, mapper.toStored(event).data());

        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> mapper.toDomain(stored))
                .withMessageContaining("version 2 of 'Dog.Registered'")
                .withMessageContaining("knows version 1")
                .matches(e -> e.eventId().equals(event.id()));
    }

    @Test
    void anUnknownFormCompressorOrCipherIsUnreadable() {
        for (byte[] header : new byte[][] {{2, 0, 0}, {1, 9, 0}, {1, 0, -1}, {1, 0}, {}}) {
            StoredEvent stored = changed("Dog.Registered", 1, Bytes.copyOf(header));

            assertThatExceptionOfType(UnreadableEventException.class)
                    .isThrownBy(() -> mapper.toDomain(stored))
                    .withMessageContaining(event.id().toString());
        }
    }

    @Test
    void whatTheTranscoderRefusesIsUnreadable() {
        StoredEvent stored = changed("Dog.TrickAdded", 1, mapper.toStored(event).data());

        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> mapper.toDomain(stored))
                .withMessageContaining("not a TrickAdded")
                .withCauseInstanceOf(TranscodingException.class);
    }

    @Test
    void aTranscoderThatFailsInAnotherWayTellsNothingOfTheContent() {
        var careless =
                new Transcoder() {
                    @Override
                    public byte[] encode(Object object) {
                        return new byte[0];
                    }

                    @Override
                    public <T> T decode(byte[] bytes, Class<T> type) {
                        throw new IllegalStateException("the content is Fido");
                    }
                };
        StoredEvent stored = mapper.toStored(event);

        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> new Mapper(mapper.types(), careless).toDomain(stored))
                .withMessageContaining("IllegalStateException")
                .withNoCause()
                .matches(e -> !String.valueOf(e.getMessage()).contains("Fido"));
    }

    private StoredEvent changed(String type, int version, Bytes data) {
        return new StoredEvent(
                event.id(),
                event.origin(),
                type,
                version,
                event.tags(),
                event.timestamp(),
                event.metadata(),
                data);
    }
}
