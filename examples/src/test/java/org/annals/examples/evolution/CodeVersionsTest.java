package org.annals.examples.evolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.application.Application;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventType;
import org.annals.examples.OneLog;
import org.annals.examples.RecorderKind;
import org.annals.following.FollowerStatus.State;
import org.annals.following.Upstream;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.StoredForm;
import org.annals.persistence.UnreadableEventException;
import org.annals.persistence.Upcaster;
import org.annals.persistence.Upcasters;
import org.annals.projection.Projection;
import org.annals.projection.ProjectionRunner;
import org.annals.projection.ViewStore;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One log, read by releases of several ages. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class CodeVersionsTest {
    @EventType(name = "Trick", version = 2)
    record Second(String trick) {}

    @EventType(name = "Trick", version = 3)
    record Third(String trick, int level) {}

    @EventType(name = "Trick", version = 4)
    record Fourth(String trick, String level) {}

    private static final Upcaster RENAMED =
            Upcaster.of("Trick", 1, fields -> fields.rename("what", "trick"));
    private static final Upcaster LEVELLED =
            Upcaster.of("Trick", 2, fields -> fields.put("level", 1));
    private static final Upcaster WORDED =
            Upcaster.of(
                    "Trick", 3, fields -> fields.put("level", fields.integer("level").toString()));
    private static final Upcaster MOVED =
            Upcaster.renaming("Feat", 7, "Trick", 2, fields -> fields.rename("feat", "trick"));

    private static final class Release extends Application {
        Release(Settings settings, Class<?> event, Upcaster... steps) {
            super("Tricks", settings, EventTypes.of(event), Upcasters.of(steps));
        }

        List<Object> read() {
            try (var recordings = events().read(LogSelection.all())) {
                return recordings.<Object>map(each -> each.domainEvent().event()).toList();
            }
        }
    }

    private final OneLog log;

    CodeVersionsTest(RecorderKind recorder, @TempDir Path folder) {
        this.log = new OneLog(recorder, folder);
    }

    @AfterEach
    void close() {
        log.close();
    }

    private Release second() {
        return new Release(log.settings(), Second.class, RENAMED, MOVED);
    }

    private Release fourth() {
        return new Release(log.settings(), Fourth.class, RENAMED, LEVELLED, WORDED, MOVED);
    }

    private static void store(Application application, String type, int version, String json) {
        byte[] text = json.replace('\'', '"').getBytes(UTF_8);
        byte[] data = new byte[StoredForm.HEADER_LENGTH + text.length];
        data[0] = StoredForm.VERSION;
        System.arraycopy(text, 0, data, StoredForm.HEADER_LENGTH, text.length);
        var stored =
                new StoredEvent(
                        UUID.randomUUID(),
                        null,
                        type,
                        version,
                        List.of(),
                        Instant.EPOCH,
                        Map.of(),
                        Bytes.handOver(data));
        application.events().recorder().append(AppendRequest.of(List.of(stored)));
    }

    private static List<Bytes> stored(Application application) {
        return application.events().recorder().readLog(LogSelection.all()).notifications().stream()
                .map(each -> each.storedEvent().data())
                .toList();
    }

    // UPC-1
    @Test
    void eachReleaseSeesItsOwnShapeAndTheBytesStayAsTheyAre() {
        try (var second = second();
                var third = new Release(log.settings(), Third.class, RENAMED, LEVELLED, MOVED);
                var fourth = fourth()) {
            store(second, "Trick", 1, "{'what':'sit'}");
            List<Bytes> before = stored(second);

            assertThat(second.read()).containsExactly(new Second("sit"));
            assertThat(third.read()).containsExactly(new Third("sit", 1));
            assertThat(fourth.read()).containsExactly(new Fourth("sit", "1"));

            assertThat(stored(fourth)).isEqualTo(before);
        }
    }

    // UPC-2
    @Test
    void whatIsNewIsStoredInTheVersionOfTheRelease() {
        try (var fourth = fourth()) {
            store(fourth, "Trick", 1, "{'what':'sit'}");

            fourth.events()
                    .put(List.of(DomainEvent.of(new Fourth("beg", "9"), EventDetails.none())));

            assertThat(fourth.events().recorder().readLog(LogSelection.all()).notifications())
                    .extracting(each -> each.storedEvent().typeVersion())
                    .containsExactly(1, 4);
            assertThat(fourth.read())
                    .containsExactly(new Fourth("sit", "1"), new Fourth("beg", "9"));
        }
    }

    // UPC-3
    @Test
    void aMissingStepIsRefusedAtTheStartWhetherOrNotSuchEventsAreStored() {
        for (int times = 1; times <= 2; times++) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> new Release(log.settings(), Third.class, RENAMED))
                    .withMessageContaining("'Trick'")
                    .withMessageContaining("version 2");
            try (var second = second()) {
                store(second, "Trick", 1, "{'what':'sit'}");
            }
        }
    }

    // UPC-4
    @Test
    void aStepThatRenamesTheTypeGoesOnWithTheChainOfTheNewOne() {
        try (var second = second();
                var fourth = fourth()) {
            store(second, "Feat", 7, "{'feat':'jump'}");

            assertThat(second.read()).containsExactly(new Second("jump"));
            assertThat(fourth.read()).containsExactly(new Fourth("jump", "1"));
            assertThat(fourth.events().mapper().types().storedNames(Fourth.class))
                    .containsExactlyInAnyOrder("Trick", "Feat");
        }
    }

    // UPC-7
    @Test
    void aStepThatThrowsIsToldWithTypeStepAndEvent() {
        try (var fourth = fourth()) {
            store(fourth, "Trick", 3, "{'trick':'sit','level':'high'}");

            assertThatExceptionOfType(UnreadableEventException.class)
                    .isThrownBy(fourth::read)
                    .withMessageContaining("position 1")
                    .withMessageContaining("the upcaster from version 3 of 'Trick' failed")
                    .withCauseInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void aStepMayMakeNothingOfAnEvent() {
        try (var dropping =
                new Release(log.settings(), Second.class, Upcaster.dropping("Trick", 1))) {
            store(dropping, "Trick", 1, "{'what':'sit'}");
            store(dropping, "Trick", 2, "{'trick':'beg'}");

            assertThat(dropping.read()).containsExactly(new Second("beg"));
            List<Object> seen = new ArrayList<>();
            try (var runner = projecting(dropping, seen)) {
                runner.drain();
                assertThat(runner.status().position()).isEqualTo(2);
            }
            assertThat(seen).containsExactly(new Second("beg"));
        }
    }

    private static ProjectionRunner projecting(Application application, List<Object> seen) {
        Projection<List<Object>> projection =
                Projection.<List<Object>>of("seen", transaction -> seen)
                        .on(Second.class, (view, event) -> view.add(event))
                        .on(Fourth.class, (view, event) -> view.add(event));
        return ProjectionRunner.builder(
                        Upstream.of(application),
                        projection,
                        ViewStore.of(application.events().recorder()))
                .notices(notice -> {})
                .open();
    }

    // UPC-6
    @Test
    void aProjectionPausesAtAnEventThatIsNewerThanItsCodeUntilAReleaseKnowsIt() {
        List<Object> seen = new ArrayList<>();
        try (var second = second();
                var runner = projecting(second, seen)) {
            store(second, "Trick", 2, "{'trick':'sit'}");
            store(second, "Trick", 4, "{'trick':'beg','level':'9'}");

            runner.drain();

            assertThat(runner.status().state()).isEqualTo(State.PAUSED);
            assertThat(runner.status().failure())
                    .isInstanceOf(UnreadableEventException.class)
                    .hasMessageContaining("position 2");
            assertThat(seen).containsExactly(new Second("sit"));
        }
        try (var fourth = fourth();
                var runner = projecting(fourth, seen)) {
            runner.drain();

            assertThat(runner.status().state()).isEqualTo(State.LIVE);
            assertThat(seen).containsExactly(new Second("sit"), new Fourth("beg", "9"));
        }
    }

    // UPC-6
    @Test
    void aProjectionPassesOverNewerEventsWhereTheyAreOpaque() {
        List<Object> seen = new ArrayList<>();
        Settings lenient = log.settings().with("NEWER_EVENTS", "opaque");
        try (var second = new Release(lenient, Second.class, RENAMED, MOVED);
                var runner = projecting(second, seen)) {
            store(second, "Trick", 4, "{'trick':'beg','level':'9'}");
            store(second, "Trick", 2, "{'trick':'sit'}");
            List<Bytes> before = stored(second);

            runner.drain();

            assertThat(runner.status().state()).isEqualTo(State.LIVE);
            assertThat(seen).containsExactly(new Second("sit"));
            assertThat(stored(second)).isEqualTo(before);
        }
    }
}
