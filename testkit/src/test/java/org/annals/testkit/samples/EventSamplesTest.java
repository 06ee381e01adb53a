package org.annals.testkit.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

import org.annals.domain.Erasable;
import org.annals.domain.EventFamily;
import org.annals.domain.EventType;
import org.annals.domain.Personal;
import org.annals.domain.Subject;
import org.annals.jackson.JsonTranscoder;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Transcoder;
import org.annals.persistence.Upcaster;
import org.annals.persistence.Upcasters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Samples that are written once, and what is said of those that are not read as they were. */
final class EventSamplesTest {
    private static final Map<String, String> UPDATE = Map.of("ANNALS_LOCK", "update");

    record Registered(String name, int age) {}

    record Renamed(String name) {}

    @EventType(name = "Registered", version = 2)
    record RegisteredToo(String called, int age) {}

    @EventType(name = "Registered")
    record RegisteredLater(
            String name, long age, Optional<LocalDate> born, @Nullable String chip) {}

    @EventType(name = "Registered")
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RegisteredLess(String name) {}

    @EventType(name = "Enrolled", aliases = "Registered")
    record Enrolled(String name, int age) {}

    record Percent(int value) {
        Percent {
            if (value > 100) {
                throw new IllegalArgumentException("more than all");
            }
        }
    }

    static final Upcasters STEPS =
            Upcasters.of(Upcaster.of("Registered", 1, event -> event.rename("name", "called")));

    @TempDir private Path root;

    private Path folder() {
        return root.resolve("src/test/events");
    }

    private EventSamples samples() {
        return EventSamples.in(folder()).with(Map.of());
    }

    private EventSamples updated() {
        return EventSamples.in(folder()).with(UPDATE);
    }

    private static EventFamily of(Class<?>... classes) {
        return EventTypes.of(classes);
    }

    private String text(String name) {
        try {
            return Files.readString(folder().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lock(String text) {
        write(root.resolve("src/main/events.lock"), text);
    }

    private List<String> files() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertFails(Runnable replay, String... messages) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(replay::run)
                .extracting(Throwable::getMessage)
                .asString()
                .contains(messages);
    }

    @Test
    void aSampleIsWrittenOnceAndRead() {
        updated().replay(of(Registered.class, Renamed.class));

        assertThat(files())
                .containsExactly(
                        "EventSamplesTest.Registered-1.json", "EventSamplesTest.Renamed-1.json");
        assertThat(text("EventSamplesTest.Registered-1.json"))
                .isEqualTo("{\"name\":\"name\",\"age\":100002}");
        samples().replay(of(Registered.class, Renamed.class));
    }

    @Test
    void whatIsMissingIsToldTogether() {
        assertFails(
                () -> samples().replay(of(Registered.class, Renamed.class)),
                "There is no sample EventSamplesTest.Registered-1 of 'EventSamplesTest.Registered', version 1. Run ANNALS_LOCK=update mvn test, and commit what it writes.",
                "There is no sample EventSamplesTest.Renamed-1 of");
    }

    @Test
    void anExistingSampleStays() {
        write(folder().resolve("EventSamplesTest.Renamed-1.json"), "{\"name\":\"Fido\"}");

        updated().with(new Renamed("Rex")).replay(of(Renamed.class));

        assertThat(text("EventSamplesTest.Renamed-1.json")).isEqualTo("{\"name\":\"Fido\"}");
    }

    @Test
    void anEarlierVersionIsUpcast() {
        write(folder().resolve("Registered-1.json"), "{\"name\":\"Fido\",\"age\":1}");

        updated().replay(of(RegisteredToo.class), STEPS);

        assertThat(files()).containsExactly("Registered-1.json", "Registered-2.json");
        samples().replay(of(RegisteredToo.class), STEPS);
    }

    @Test
    void aMissingUpcasterFails() {
        assertFails(
                () -> samples().replay(of(RegisteredToo.class)),
                "There is no upcaster from version 1 of 'Registered'");
    }

    @Test
    void anUpcasterThatDoesNotFitFails() {
        write(folder().resolve("Registered-1.json"), "{\"title\":\"Fido\",\"age\":1}");

        assertFails(
                () -> updated().replay(of(RegisteredToo.class), STEPS),
                "Registered-1.json is not read, and nothing that was stored like it: Event",
                "the upcaster from version 1 of 'Registered' failed");
    }

    @Test
    void aSampleThatIsNotReadFails() {
        write(folder().resolve("EventSamplesTest.Renamed-1.json"), "{\"title\":\"Fido\"}");
        write(folder().resolve("Forgotten-1.json"), "{}");

        assertFails(
                () -> samples().replay(of(Renamed.class)),
                "EventSamplesTest.Renamed-1.json is not read",
                "Forgotten-1.json is not read");
    }

    @Test
    void whatIsAddedAndEmptyIsNoDifferenceNorIsAWiderNumber() {
        write(folder().resolve("Registered-1.json"), "{\"age\":1,\"name\":\"Fido\"}");

        samples().replay(of(RegisteredLater.class));
    }

    @Test
    void whatIsLostSilentlyFails() {
        write(folder().resolve("Registered-1.json"), "{\"name\":\"Fido\",\"age\":1}");

        assertFails(
                () -> samples().replay(of(RegisteredLess.class)),
                "Registered-1.json is read, but written otherwise: 'age' is lost.");
    }

    @EventType(name = "Renamed")
    record Trimmed(String name, Optional<String> first) {
        Trimmed {
            name = name.strip();
            first = Optional.of(name.substring(0, 1));
        }
    }

    @Test
    void whatAConstructorMakesUpFails() {
        write(folder().resolve("Renamed-1.json"), "{\"name\":\"Fido\"}");
        write(folder().resolve("Renamed-1.2.json"), "{\"name\":\" Fido\",\"first\":\"F\"}");

        assertFails(
                () -> samples().replay(of(Trimmed.class)),
                "Renamed-1.json is read, but written otherwise: 'first' is made up.",
                "Renamed-1.2.json is read, but written otherwise: 'name' has another value.");
    }

    @Test
    void aSampleOfAFormerNameIsRead() {
        write(folder().resolve("Registered-1.json"), "{\"name\":\"Fido\",\"age\":1}");

        updated().replay(of(Enrolled.class));

        assertThat(files()).containsExactly("Registered-1.json");
        samples().replay(of(Enrolled.class));
    }

    @Test
    void whatAConstructorRefusesIsToBeGiven() {
        assertFails(
                () -> updated().replay(of(Percent.class)),
                "No sample of 'EventSamplesTest.Percent', version 1, can be made: org.annals.testkit.samples.EventSamplesTest$Percent refuses [100001]: java.lang.IllegalArgumentException: more than all. Give one: with(new Percent(…)).");

        updated().with(new Percent(5)).replay(of(Percent.class));
        assertThat(text("EventSamplesTest.Percent-1.json")).isEqualTo("{\"value\":5}");
        samples().replay(of(Percent.class));
    }

    @Test
    void severalMayBeGiven() {
        updated().with(new Percent(5), new Percent(7)).replay(of(Percent.class));

        assertThat(text("EventSamplesTest.Percent-1.2.json")).isEqualTo("{\"value\":7}");
        assertFails(
                () ->
                        samples()
                                .with(new Percent(5), new Percent(7), new Percent(9))
                                .replay(of(Percent.class)),
                "There is no sample EventSamplesTest.Percent-1.3 of");
    }

    @Test
    void whatIsGivenBelongsToAFamily() {
        assertFails(
                () -> updated().with(new Percent(5)).replay(of(Renamed.class)),
                "A org.annals.testkit.samples.EventSamplesTest$Percent is given, which is in none of the families.");
    }

    @Test
    void aFileThatIsNoSampleFails() {
        write(folder().resolve("EventSamplesTest.Renamed-1.json"), "{\"name\":\"Fido\"}");
        write(folder().resolve("Renamed.json"), "{}");
        write(folder().resolve(".gitattributes"), "* -text");

        assertFails(
                () -> samples().replay(of(Renamed.class)),
                "Renamed.json is not named as a sample is");
    }

    @Test
    void anotherCommandIsRefused() {
        assertFails(
                () ->
                        EventSamples.in(folder())
                                .with(Map.of("ANNALS_LOCK", "yes"))
                                .replay(of(Renamed.class)),
                "ANNALS_LOCK is 'yes'. Set it to 'update', or not at all.");
    }

    @Test
    void whatTheLockHasNeedsASample() {
        lock("Registered 1\n    upcast by X\n    name: String\n\nRegistered 2\n    class X\n");
        updated().withoutLock().replay(of(RegisteredToo.class), STEPS);

        assertFails(
                () -> samples().replay(of(RegisteredToo.class), STEPS),
                "There is no sample Registered-1 of 'Registered', version 1, which the lock has. Take one from a log");
    }

    @Test
    void whatTheLockHasNeedsAFamily() {
        lock("# a lock\n\nRenamed 1\n    name: String\n\n\"\\u0052egistered \\\"1\\\"\" 3\n");
        write(folder().resolve("EventSamplesTest.Renamed-1.json"), "{\"name\":\"Fido\"}");

        assertFails(
                () -> samples().replay(of(Renamed.class)),
                "There is no sample Renamed-1 of 'Renamed', version 1, which the lock has, and no family of it.",
                "There is no sample Registered+%221%22-3 of 'Registered \"1\"', version 3, which the lock has");
        samples().withoutLock().replay(of(Renamed.class));
    }

    @Test
    void whatIsRetiredNeedsNone() {
        lock("Renamed 1\n    retired\n    name: String\n");
        write(folder().resolve("EventSamplesTest.Renamed-1.json"), "{\"name\":\"Fido\"}");

        samples().replay(of(Renamed.class));
    }

    @Test
    void theLockIsReadAsTheCompilerReadsIt() {
        lock(
                "\ufeff# first\r\nGone 1 \r\n    name: String\r\nRenamed 1\r\n    retired \r\n    retired\r\n");
        write(folder().resolve("EventSamplesTest.Renamed-1.json"), "{\"name\":\"Fido\"}");

        assertFails(
                () -> samples().replay(of(Renamed.class)),
                "There is no sample Gone-1 of 'Gone', version 1, which the lock has");
    }

    @Test
    void aBrokenLockFails() {
        write(root.resolve("x.lock"), "\n<<<<<<< ours\n");
        write(folder().resolve("EventSamplesTest.Renamed-1.json"), "{\"name\":\"Fido\"}");

        assertFails(
                () -> samples().lockedBy(root.resolve("x.lock")).replay(of(Renamed.class)),
                "x.lock cannot be read: line 2 begins no block. Mend it.");
    }

    @Test
    void theTranscoderIsSaidOnce() {
        var json = JsonTranscoder.create();

        assertThatIllegalStateException().isThrownBy(() -> samples().using(json).using(json));
    }

    /** Takes nothing apart. */
    private static final class Reversed implements Transcoder {
        private final Transcoder json = JsonTranscoder.create();

        @Override
        public byte[] encode(Object object) {
            return reversed(json.encode(object));
        }

        @Override
        public <T> T decode(byte[] bytes, Class<T> type) {
            return json.decode(reversed(bytes), type);
        }

        private static byte[] reversed(byte[] bytes) {
            byte[] reversed = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                reversed[i] = bytes[bytes.length - 1 - i];
            }
            return reversed;
        }
    }

    @Test
    void anyTranscoderHasSamples() {
        updated().using(new Reversed()).replay(of(Renamed.class));

        assertThat(files()).containsExactly("EventSamplesTest.Renamed-1.bin");
        samples().using(new Reversed()).replay(of(Renamed.class));
    }

    enum Coin {
        CENT,
        EURO
    }

    sealed interface Payment {
        record Cash(Map<Coin, Integer> coins) implements Payment {}

        record Card(String number) implements Payment {}
    }

    record Tree(String value, List<Tree> children, Optional<Tree> beside) {}

    record Pair<A, B>(A first, List<B> second) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Everything(
            Coin coin,
            Payment by,
            List<Payment> before,
            Set<UUID> ids,
            Map<String, BigDecimal> prices,
            Optional<Instant> at,
            OptionalInt count,
            byte[] seal,
            long size,
            BigInteger large,
            ZonedDateTime when,
            Tree tree,
            Pair<String, Pair<Integer, Coin>> pair,
            List<? extends Coin> coins,
            @Nullable String note) {}

    record Invited(@Personal Erasable<String> email, @Subject String person) {}

    @Test
    void aSampleHasSomethingInEveryComponent() {
        updated().replay(of(Everything.class, Invited.class));

        assertThat(text("EventSamplesTest.Everything-1.json"))
                .isEqualTo(
                        """
                        {"coin":"CENT","by":{"@type":"Cash","coins":{"CENT":100005}},"before":[{"@type":"Cash","coins":{"CENT":100010}},{"@type":"Card","number":"number"}],"ids":["00000000-0000-4000-8000-00000000000f"],"prices":{"prices":17.10},"at":"2000-01-01T12:00:20.123456Z","count":100021,"seal":"AQIW","size":1099511627799,"large":1180591620717411303448,"when":"2000-01-01T12:00:25.123456+01:00[Europe/Paris]","tree":{"value":"value","children":[],"beside":null},"pair":{"first":"first","second":[{"first":100034,"second":["CENT"]}]},"coins":["CENT"],"note":"note"}"""
                                .strip());
        assertThat(text("EventSamplesTest.Invited-1.json"))
                .isEqualTo("{\"email\":\"email\",\"person\":\"person\"}");
        samples().replay(of(Everything.class, Invited.class));
    }

    record Unknown(Object anything) {}

    static final class NoRecord {}

    record Endless(Endless within) {}

    @Test
    void whatCannotBeMadeIsNamed() {
        assertFails(
                () -> updated().replay(of(Unknown.class, NoRecord.class, Endless.class)),
                "'anything' is of type java.lang.Object",
                "EventSamplesTest$NoRecord is no record",
                "EventSamplesTest$Endless has itself within");
    }
}
