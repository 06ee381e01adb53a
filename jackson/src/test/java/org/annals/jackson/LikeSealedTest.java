package org.annals.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.annals.domain.DomainEvent;
import org.annals.domain.Erasable;
import org.annals.domain.EventDetails;
import org.annals.domain.Origin;
import org.annals.domain.Personal;
import org.annals.domain.Snapshot;
import org.annals.encryption.SubjectKeys;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.EventStore;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Mapper;
import org.annals.persistence.PersonalData;
import org.annals.persistence.SnapshotStore;
import org.annals.persistence.StoredEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What looks like sealed personal data, and is not, is refused before it is unreadable. */
final class LikeSealedTest {
    private static final Map<String, String> LIKE_SEALED =
            Map.of("$subject", "CANARY", "$sealed", "CANARY");

    record Labelled(Map<String, String> labels) {}

    record Member(@Personal Erasable<Map<String, String>> name, Map<String, String> labels) {}

    record Names(String $subject, String $sealed) {}

    record Named(Names names) {}

    record Text(String text, Map<String, Map<String, String>> deep) {}

    /** Lets no name begin with a dollar. */
    private static final class DollarEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();
            escapes['$'] = CharacterEscapes.ESCAPE_STANDARD;
            return escapes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return null;
        }
    }

    private final Mapper plain =
            new Mapper(
                    EventTypes.of(Labelled.class, Named.class, Text.class),
                    JsonTranscoder.create());
    private final Mapper personal =
            new Mapper(EventTypes.of(Member.class), JsonTranscoder.create())
                    .with(PersonalData.with(SubjectKeys.inMemory()))
                    .ofLog(new UUID(1, 1));

    private static DomainEvent<?> event(Object value) {
        return DomainEvent.of(value, new Origin("m-1", 1), EventDetails.none());
    }

    private static void assertThatItIsRefused(Mapper mapper, Object value, String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapper.toStored(event(value)))
                .withMessageContaining("'%s' of %s", field, value.getClass().getName())
                .withMessageContaining("$sealed")
                .matches(e -> !String.valueOf(e.getMessage()).contains("CANARY"));
    }

    private static void assertThatItIsKept(Mapper mapper, Object value) {
        StoredEvent stored = mapper.toStored(event(value));
        assertThat(mapper.toDomain(stored).getFirst().event()).isEqualTo(value);
    }

    @Test
    void besideWhatIsPersonalItIsRefused() {
        assertThatItIsRefused(personal, new Member(Erasable.of(Map.of()), LIKE_SEALED), "labels");
    }

    @Test
    void anEventThatMayBeUpcastSomeDayMustNotHaveItEither() {
        assertThatItIsRefused(plain, new Labelled(LIKE_SEALED), "labels");
        assertThatItIsRefused(plain, new Named(new Names("CANARY", "CANARY")), "names");
    }

    @Test
    void withinWhatIsSealedItIsKept() {
        assertThatItIsKept(personal, new Member(Erasable.of(LIKE_SEALED), Map.of()));
    }

    @Test
    void whatOnlyNamesItOrHasItDeeperIsKept() {
        assertThatItIsKept(plain, new Labelled(Map.of("$sealed", "x")));
        assertThatItIsKept(plain, new Labelled(Map.of("$subject", "x", "$sealed", "y", "a", "z")));
        assertThatItIsKept(
                plain, new Text("{\"$subject\":\"\",\"$sealed\":\"\"}", Map.of("a", LIKE_SEALED)));
    }

    @Test
    void aStateThatHasItIsNotKept() {
        try (var recorder = MemoryRecorder.open("Members")) {
            var snapshots =
                    new SnapshotStore(
                            EventTypes.of(Labelled.class), new EventStore(plain, recorder));
            var snapshot =
                    new Snapshot<>(
                            "m-1", 1, Instant.EPOCH, Instant.EPOCH, new Labelled(LIKE_SEALED));

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> snapshots.put(snapshot))
                    .withMessageContaining("'labels' of %s", Labelled.class.getName());
        }
    }

    @Test
    void aTranscoderThatWritesTheNamesOtherwiseIsLookedIntoToo() {
        var escaping =
                JsonMapper.builder(
                                JsonFactory.builder().characterEscapes(new DollarEscapes()).build())
                        .build();
        var mapper = new Mapper(EventTypes.of(Labelled.class), JsonTranscoder.of(escaping));
        StoredEvent stored = mapper.toStored(event(new Labelled(Map.of("$sealed", "x"))));
        assertThat(new String(stored.data().toArray(), US_ASCII)).doesNotContain("$");

        assertThatItIsRefused(mapper, new Labelled(LIKE_SEALED), "labels");
    }
}
