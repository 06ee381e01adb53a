package org.annals.examples.guide.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.domain.AggregateType;
import org.annals.domain.DomainEvent;
import org.annals.examples.guide.declared.Kennel.DogReleased;
import org.annals.examples.guide.declared.KennelEvent.DogTaken;
import org.annals.settings.Settings;
import org.annals.testkit.scenario.Scenario;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.Map;

final class DeclaredTest {
    private static final Settings IN_MEMORY = Settings.only(Map.of());

    @Test
    void aDeclaredDogIsUsedAsAnyOther() {
        // @start region="use"
        // @replace substring="IN_MEMORY" replacement="Settings.environment()":
        try (var school = new DogSchool(IN_MEMORY)) {
            var id = school.registerDog("Fido");
            school.addTrick(id, "roll over");

            var fido = school.repository().get(Dog.class, id);
            assertThat(fido.tricks).containsExactly("roll over");
        }
        // @end
    }

    @Test
    void whatHappensCanBeTold() {
        // @start region="tell"
        DogEvent happened = new DogEvent.TrickAdded("sit");
        var told =
                switch (happened) {
                    case DogEvent.Registered(var name) -> name + " came";
                    case DogEvent.TrickAdded(var trick) -> "it learned to " + trick;
                };
        // @end
        assertThat(told).isEqualTo("it learned to sit");
    }

    @Test
    void theIdIsDerivedOrGiven() {
        // @start region="id"
        var derived = new Kennel_("Town", 2);
        assertThat(derived.id()).isEqualTo(Kennel.idOf("Town"));

        var given = new Kennel_("kennel-7", LocalDate.of(2026, 11, 30));
        assertThat(given.id()).isEqualTo("kennel-7");
        // @end
        assertThat(given.pendingEvents())
                .extracting(DomainEvent::event)
                .containsExactly(new KennelEvent.Founded(LocalDate.of(2026, 11, 30)));
    }

    @Test
    void aScenarioChecksTheStateToo() {
        // @start region="scenario"
        Scenario.of(Kennel_.TYPE)
                .given(new KennelEvent.Opened("Town", 1))
                .when(kennel -> kennel.take("fido"))
                .then(new DogTaken("fido"))
                .thenState(kennel -> assertThat(kennel.dogIds()).containsExactly("fido"));
        // @end
    }

    @Test
    void aCommandThatRefusesRecordsNothing() {
        Scenario.of(Kennel_.TYPE)
                .given(Kennel.opened("Town", 1), new DogTaken("fido"))
                .whenRefused(kennel -> kennel.take("rex"))
                .thenThrows(FullException.class)
                .thenNothing();
    }

    @Test
    void aRecordOfOnesOwnChecksItsComponents() {
        var kennel = new Kennel_("Town", 2);
        kennel.take("fido");
        assertThatThrownBy(() -> kennel.release("fido", " "))
                .isInstanceOf(IllegalArgumentException.class);
        kennel.release("fido", "Ada");

        assertThat(kennel.dogIds()).isEmpty();
        assertThat(kennel.pendingEvents().getLast().event())
                .isEqualTo(new DogReleased("fido", "Ada"));
        assertThat(kennel.pendingEvents().getLast().tags()).hasToString("[dog:fido]");
    }

    @Test
    void whatIsKeptForReplayIsAppliedAndNotTriggered() {
        Scenario.of(Kennel_.TYPE)
                .given(
                        Kennel.opened("Town", 1),
                        new Kennel.Counted(3, LocalDate.EPOCH),
                        new KennelEvent.Painted("blue"))
                .when(kennel -> kennel.extended(kennel.room() + 1))
                .then(new KennelEvent.Extended(4));
        var kennel = new Kennel_("Town", 2);
        assertThatIllegalStateException()
                .isThrownBy(() -> kennel.painted("red"))
                .withMessageContaining("replayOnly");
    }

    @Test
    void itIsAnAggregateTypeLikeAnyOther() {
        AggregateType<Kennel> type = Kennel_.TYPE;
        assertThat(type.stateClass()).contains(Kennel.State.class);
    }
}
