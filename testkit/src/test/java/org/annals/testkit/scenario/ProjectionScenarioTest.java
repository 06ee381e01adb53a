package org.annals.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.Origin;
import org.annals.memory.MemoryRecorder;
import org.annals.memory.MemoryTables;
import org.annals.projection.Projection;
import org.annals.projection.ViewStore;
import org.annals.projection.ViewTransaction;
import org.annals.testkit.scenario.Dog.Event.Registered;
import org.annals.testkit.scenario.Dog.Event.TrickAdded;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

final class ProjectionScenarioTest {
    /** The names of dogs by id, and what they can do. */
    private record Names(MemoryTables tables, String table) {
        static Names of(ViewTransaction transaction) {
            return new Names(transaction.as(MemoryTables.class), transaction.table("names"));
        }

        void put(String key, String value) {
            tables.put(table, key, value);
        }

        String get(String key) {
            return tables.find(table, key).orElse("");
        }
    }

    private static final Projection<Names> NAMES =
            Projection.of("names", Names::of)
                    .on(
                            Registered.class,
                            (view, event, details) ->
                                    view.put(details.domainEvent().aggregateId(), event.name()))
                    .on(
                            TrickAdded.class,
                            (view, event) -> view.put("tricks", view.get("tricks") + "!"));

    @Test
    void aViewFollowsFromWhatIsGiven() {
        Scenario.of(NAMES)
                .given(new Registered("Fido"), new TrickAdded("sit"))
                .then(view -> assertThat(view.get("tricks")).isEqualTo("!"))
                .given(new TrickAdded("beg"))
                .then(view -> assertThat(view.get("tricks")).isEqualTo("!!"));
    }

    @Test
    void envelopesAreTakenAsTheyAre() {
        var rex =
                DomainEvent.of(new Registered("Rex"), new Origin("dog-1", 1), EventDetails.none());
        Scenario.of(NAMES)
                .given(new Registered("Fido"), rex)
                .then(view -> assertThat(view.get("dog-1")).isEqualTo("Rex"));
    }

    @Test
    void aViewThatIsNotAsItShouldBeFails() {
        var scenario = Scenario.of(NAMES).given(new TrickAdded("sit"));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> scenario.then(view -> assertThat(view.get("tricks")).isEmpty()));
    }

    @Test
    void aHandlerThatRemembersMoreThanItsViewFails() {
        List<String> seen = new ArrayList<>();
        Projection<Names> unstable =
                Projection.of("names", Names::of)
                        .on(
                                TrickAdded.class,
                                (view, event) -> {
                                    seen.add(event.trick());
                                    view.put("seen", Integer.toString(seen.size()));
                                });
        var scenario = Scenario.of(unstable).given(new TrickAdded("sit"));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> scenario.then(view -> assertThat(view.get("seen")).isEqualTo("1")));
    }

    @Test
    void whatAHandlerThrowsIsThrown() {
        Projection<Names> failing =
                Projection.of("names", Names::of)
                        .on(
                                TrickAdded.class,
                                (view, event) -> {
                                    throw new IllegalStateException("refused on purpose");
                                });
        var scenario = Scenario.of(failing).given(new TrickAdded("sit"));

        assertThatIllegalStateException()
                .isThrownBy(() -> scenario.then(view -> {}))
                .withMessage("refused on purpose");
    }

    @Test
    void theViewMayBeElsewhere() {
        try (var recorder = MemoryRecorder.open("Elsewhere")) {
            Scenario.of(NAMES)
                    .given(new TrickAdded("sit"))
                    .then(
                            ViewStore.of(recorder),
                            view -> assertThat(view.get("tricks")).isEqualTo("!"));
            assertThat(ViewStore.of(recorder).liveEdition("names")).isPresent();
        }
    }
}
