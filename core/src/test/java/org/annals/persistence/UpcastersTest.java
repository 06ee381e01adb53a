package org.annals.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.domain.EventType;
import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.Test;

import java.util.List;

/** What is found out about upcasters when an application starts. */
final class UpcastersTest {
    /** An event in its third version. */
    @EventType(name = "Fed", version = 3, aliases = "Given")
    private record Fed(String food) {}

    /** An event in its first version. */
    private record Slept() {}

    private record Old(String what) {}

    private static final Upcaster FIRST = Upcaster.of("Fed", 1, fields -> {});
    private static final Upcaster SECOND =
            Upcaster.typed("Fed", 2, Old.class, Fed.class, old -> new Fed(old.what()));

    private static Mapper mapper(Transcoder transcoder, Upcaster... steps) {
        var types = EventTypes.of(Fed.class).and(EventTypes.named(Slept.class, "Slept", 1));
        return new Mapper(types.and(Upcasters.of(steps)), transcoder);
    }

    private static void assertRefused(String message, Upcaster... steps) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> mapper(new NoTree(), steps))
                .withMessageContaining(message);
    }

    @Test
    void aWholeChainIsAccepted() {
        mapper(new NoTree(), FIRST, SECOND);
        mapper(
                new NoTree(),
                FIRST,
                SECOND,
                Upcaster.renaming("Bought", 1, "Fed", 2, fields -> {}),
                Upcaster.dropping("Noise", 7));
    }

    @Test
    void aMissingStepIsNamedWhetherOrNotSuchEventsAreStored() {
        assertRefused("no upcaster from version 2 of 'Fed'", FIRST);
        assertRefused("no upcaster from version 1 of 'Fed'", SECOND);
        assertRefused("no upcaster from version 1 of 'Fed'");
    }

    @Test
    void aStepThatLeadsNowhereIsRefused() {
        assertRefused(
                "leads to version 2 of 'Bought', which is not registered",
                FIRST,
                SECOND,
                Upcaster.of("Bought", 1, fields -> {}));
        assertRefused(
                "leads to version 9 of 'Slept'",
                FIRST,
                SECOND,
                Upcaster.renaming("Bought", 1, "Slept", 9, fields -> {}));
    }

    @Test
    void aStepFromTheCurrentVersionIsRefused() {
        assertRefused(
                "an upcaster from version 3 of 'Fed'",
                FIRST,
                SECOND,
                Upcaster.of("Fed", 3, fields -> {}));
        assertRefused(
                "an upcaster from version 3 of 'Given'",
                FIRST,
                SECOND,
                Upcaster.of("Given", 3, fields -> {}));
    }

    @Test
    void stepsThatLeadInACircleAreRefused() {
        assertRefused(
                "lead back to it",
                FIRST,
                SECOND,
                Upcaster.renaming("A", 1, "B", 1, fields -> {}),
                Upcaster.renaming("B", 1, "A", 1, fields -> {}));
    }

    @Test
    void twoStepsFromOneVersionAreRefused() {
        assertRefused("two upcasters from version 1 of 'Fed'", FIRST, SECOND, FIRST);
    }

    @Test
    void versionsBeginWithOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Upcaster.of("Fed", 0, fields -> {}))
                .withMessageContaining("version 0 of 'Fed'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Upcast.into("Fed", 0, fields -> {}))
                .withMessageContaining("version 0");
    }

    @Test
    void stepsOnFieldsNeedATranscoderThatTakesThingsApart() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> mapper(new RememberingTranscoder(), FIRST, SECOND))
                .withMessageContaining("version 1 of 'Fed'")
                .withMessageContaining("TreeTranscoder");
    }

    @Test
    void stepsOfEveryKindAreAccepted() {
        // @start region="upcasters"
        var history =
                Upcasters.of(
                        Upcaster.of("Fed", 1, event -> event.rename("what", "food")),
                        Upcaster.typed("Fed", 2, Old.class, Fed.class, old -> new Fed(old.what())),
                        Upcaster.renaming("Given", 1, "Fed", 2, event -> event.put("what", "fish")),
                        Upcaster.splitting(
                                "Party",
                                1,
                                Upcast.into("Fed", 2, event -> event.keep("what")),
                                Upcast.into("Slept", 1, event -> event.remove("what"))),
                        Upcaster.dropping("Noise", 1));
        // @end

        mapper(new NoTree(), history.steps().toArray(Upcaster[]::new));
    }

    @Test
    void stepsBetweenRecordsNeedNone() {
        var transcoder = new RememberingTranscoder();
        Mapper mapper =
                mapper(
                        transcoder,
                        Upcaster.typed("Fed", 1, String.class, Old.class, Old::new),
                        SECOND,
                        Upcaster.typedMany(
                                "Party",
                                1,
                                Old.class,
                                Record.class,
                                old -> List.of(new Fed(old.what()), new Slept())));
        var stored =
                new StoredEvent(
                        new java.util.UUID(0, 1),
                        null,
                        "Given",
                        1,
                        List.of(),
                        java.time.Instant.EPOCH,
                        java.util.Map.of(),
                        StoredForm.of(0, 0, transcoder.encode("fish")));

        assertThat(mapper.toDomain(stored).getFirst().event()).isEqualTo(new Fed("fish"));
        assertThat(mapper.types().storedNames(Slept.class))
                .containsExactlyInAnyOrder("Slept", "Party");
        assertThat(mapper.types().storedNames(Fed.class))
                .containsExactlyInAnyOrder("Fed", "Given", "Party");
    }

    /** Has nothing to take apart, and says that it could. */
    private static final class NoTree implements TreeTranscoder {
        @Override
        public byte[] encode(Object object) {
            return new byte[0];
        }

        @Override
        public <T> T decode(byte[] bytes, Class<T> type) {
            throw new TranscodingException("nothing", null);
        }

        @Override
        public Fields toFields(byte[] bytes) {
            return Fields.empty();
        }

        @Override
        public byte[] encodeFields(Fields fields) {
            return new byte[0];
        }
    }
}
