package org.annals.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.domain.DomainEvent;
import org.annals.domain.Origin;
import org.annals.examples.RecorderKind;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.EventStore;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Mapper;
import org.annals.persistence.OpaqueEvent;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.StoredForm;
import org.annals.persistence.Tracking;
import org.annals.persistence.UnreadableEventException;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The code of docs/guide/versioning.md. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class VersioningTest {
    private final Settings settings;
    private final Aviary aviary;
    private final AtomicLong version = new AtomicLong();

    VersioningTest(RecorderKind recorder, @TempDir Path folder) {
        this.settings = recorder.in(folder);
        this.aviary = new Aviary(settings);
    }

    @AfterEach
    void close() {
        aviary.close();
    }

    @Test
    void eachVersionOfAnEventReadsAsTheNewest() {
        // @start region="stored"
        stored("Parrot.Born", 1, "{'name':'Polly'}");
        stored("Parrot.WordLearnt", 1, "{'what':'hello'}");
        stored("Parrot.WordLearnt", 2, "{'word':'hello'}");
        stored("Parrot.WordLearnt", 3, "{'word':'hello','level':1}");
        stored("Parrot.WordLearnt", 4, "{'word':'hello','level':'1'}");

        var polly = aviary.repository().get(Parrot.class, "polly");

        var hello = new Parrot.Event.WordLearnt("hello", "1");
        assertThat(polly.applied())
                .containsExactly(
                        new Parrot.Event.Hatched("Polly", "green"), hello, hello, hello, hello);
        // @end
        assertThat(polly.version()).isEqualTo(5);
        assertThat(aviary.events().recorder().readLog(LogSelection.all()).notifications())
                .extracting(each -> text(each.storedEvent().data()))
                .contains("{\"what\":\"hello\"}");
    }

    @Test
    void oneEventReadsAsTwoOrNoneAndTheVersionIsTheStoredOne() {
        stored("Parrot.Born", 1, "{'name':'Polly'}");
        stored("Parrot.Moved", 1, "{'from':'north','to':'south'}");
        stored("Parrot.Sneezed", 1, "{}");
        var polly = aviary.repository().get(Parrot.class, "polly");

        assertThat(polly.applied())
                .containsExactly(
                        new Parrot.Event.Hatched("Polly", "green"),
                        new Parrot.Event.Left("north"),
                        new Parrot.Event.Arrived("south"));
        assertThat(polly.version()).isEqualTo(3);
        assertThat(polly.modifiedOn()).isEqualTo(timeOf(3));

        polly.learn("bye");
        aviary.save(polly);
        var again = aviary.repository().get(Parrot.class, "polly");
        assertThat(again.version()).isEqualTo(4);
        assertThat(again.applied()).endsWith(new Parrot.Event.WordLearnt("bye", "1"));
    }

    @Test
    void aFollowerIsGivenAStoredEventWhole() {
        stored("Parrot.Moved", 1, "{'from':'north','to':'south'}");
        stored("Parrot.Sneezed", 1, "{}");
        stored("Parrot.Born", 1, "{'name':'Polly'}");

        try (var subscription = aviary.events().subscribe(LogSelection.all())) {
            var deliveries = subscription.iterator();
            var moved = deliveries.next();
            assertThat(moved.domainEvents())
                    .<Object>extracting(DomainEvent::event)
                    .containsExactly(
                            new Parrot.Event.Left("north"), new Parrot.Event.Arrived("south"));
            assertThat(moved.domainEvents())
                    .allMatch(each -> each.id().equals(new UUID(7, 1)))
                    .allMatch(each -> new Origin("polly", 1).equals(each.origin()));
            var sneezed = deliveries.next();
            assertThat(sneezed.domainEvents()).isEmpty();
            assertThat(sneezed.tracking()).isEqualTo(Tracking.of("Aviary", 2, new UUID(7, 2)));
            assertThat(deliveries.next().position()).isEqualTo(3);
        }
    }

    @Test
    void whoeverAsksForAClassIsGivenWhatIsUpcastToIt() {
        stored("Parrot.Born", 1, "{'name':'Polly'}");
        stored("Parrot.Moved", 1, "{'from':'north','to':'south'}");
        // @start region="names"
        var types = aviary.events().mapper().types();

        assertThat(types.storedNames(Parrot.Event.Hatched.class))
                .containsExactlyInAnyOrder("Parrot.Hatched", "Parrot.Born");
        // @end
        assertThat(types.storedNames(Parrot.Event.Arrived.class))
                .containsExactlyInAnyOrder("Parrot.Arrived", "Parrot.Moved");
        assertThat(aviary.repository().ids(Parrot.class)).containsExactly("polly");
    }

    @Test
    void anEventNewerThanTheCodeIsRefusedOrPassedOnOpaque() {
        stored("Parrot.WordLearnt", 5, "{'word':'hello','tone':'c'}");
        stored("Parrot.Sang", 1, "{'song':'la'}");

        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> aviary.events().read(LogSelection.all()).toList())
                .withMessageContaining("version 5 of 'Parrot.WordLearnt'")
                .withMessageContaining("knows version 4")
                .withMessageContaining("position 1");

        var mapper = aviary.events().mapper().with(Mapper.NewerEvents.OPAQUE);
        var lenient = new EventStore(mapper, aviary.events().recorder());
        // @start region="opaque"
        assertThat(lenient.read(LogSelection.all()))
                .<Object>extracting(recording -> recording.domainEvent().event())
                .containsExactly(
                        new OpaqueEvent(
                                "Parrot.WordLearnt", 5, bytes("{'word':'hello','tone':'c'}")),
                        new OpaqueEvent("Parrot.Sang", 1, bytes("{'song':'la'}")));
        // @end
        assertThatExceptionOfType(UnreadableEventException.class)
                .as("an aggregate's state would be wrong")
                .isThrownBy(() -> lenient.get(AggregateSelection.of("polly")).toList());
    }

    @Test
    void theSettingSaysWhatBecomesOfNewerEvents() {
        try (var lenient = new Aviary(settings.with("NEWER_EVENTS", "opaque"))) {
            var stored = storedEvent("Parrot.Sang", 1, "{'song':'la'}");
            lenient.events().recorder().append(AppendRequest.of(List.of(stored)));

            assertThat(lenient.events().read(LogSelection.all())).hasSize(1);
        }
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new Aviary(settings.with("NEWER_EVENTS", "skip")))
                .withMessageContaining("NEWER_EVENTS")
                .withMessageContaining("opaque");
    }

    @Test
    void aStepThatThrowsIsToldWithTheEvent() {
        stored("Parrot.Moved", 1, "{'from':'north'}");

        assertThatExceptionOfType(UnreadableEventException.class)
                .isThrownBy(() -> aviary.repository().get(Parrot.class, "polly"))
                .withMessageContaining("the upcaster from version 1 of 'Parrot.Moved' failed")
                .withMessageContaining("version 1 of aggregate 'polly'")
                .withCauseInstanceOf(IllegalStateException.class)
                .matches(e -> !String.valueOf(e.getMessage()).contains("north"));
    }

    private void stored(String type, int typeVersion, String json) {
        aviary.events()
                .recorder()
                .append(AppendRequest.of(List.of(storedEvent(type, typeVersion, json))));
    }

    private StoredEvent storedEvent(String type, int typeVersion, String json) {
        long next = version.incrementAndGet();
        byte[] text = bytes(json).toArray();
        byte[] data = new byte[StoredForm.HEADER_LENGTH + text.length];
        data[0] = StoredForm.VERSION;
        System.arraycopy(text, 0, data, StoredForm.HEADER_LENGTH, text.length);
        return new StoredEvent(
                new UUID(7, next),
                new Origin("polly", next),
                type,
                typeVersion,
                List.of(),
                timeOf(next),
                Map.of(),
                Bytes.handOver(data));
    }

    private static Instant timeOf(long version) {
        return Instant.EPOCH.plusSeconds(version);
    }

    private static Bytes bytes(String json) {
        return Bytes.handOver(json.replace('\'', '"').getBytes(UTF_8));
    }

    private static String text(Bytes data) {
        return new String(data.toArray(StoredForm.HEADER_LENGTH), UTF_8);
    }
}
