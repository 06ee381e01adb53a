package org.annals.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.EventTag;
import org.annals.settings.Settings;
import org.annals.sqlite.Sqlite;
import org.annals.testkit.scenario.Scenario;
import org.annals.testkit.scenario.SteppingClock;
import org.annals.testkit.scenario.TaggedEvent;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;

final class DogScenarioTest {
    // @start region="scenario"
    @Test
    void aDogLearnsATrick() {
        Scenario.of(Dog.TYPE)
                .given(new Dog.Event.Registered("Fido"))
                .when(dog -> dog.addTrick("sit"))
                .then(new Dog.Event.TrickAdded("sit"))
                .thenState(dog -> assertThat(dog.tricks()).containsExactly("sit"));
    }

    @Test
    void aDogIsRegistered() {
        Scenario.of(Dog.TYPE)
                .when(() -> Dog.register("Fido"))
                .then(new Dog.Event.Registered("Fido"));
    }

    // @end

    // @start region="refusal"
    @Test
    void aFullKennelTakesNoDog() {
        Scenario.of(Kennel.TYPE)
                .given(new Kennel.Event.Opened("Delft", 1), new Kennel.Event.DogTaken("dog-1"))
                .whenRefused(kennel -> kennel.take("dog-2"))
                .thenThrows(Kennel.FullException.class)
                .thenNothing()
                .thenState(kennel -> assertThat(kennel.dogIds()).containsExactly("dog-1"));
    }

    // @end

    // @start region="tags"
    @Test
    void aTakenDogIsATag() {
        Scenario.of(Kennel.TYPE)
                .given(new Kennel.Event.Opened("Delft", 1))
                .when(kennel -> kennel.take("dog-1"))
                .then(
                        TaggedEvent.of(
                                new Kennel.Event.DogTaken("dog-1"), EventTag.of("dog", "dog-1")));
    }

    // @end

    // @start region="decider"
    @Test
    void aParcelIsDeliveredOnce() {
        Scenario.of(Parcel.DECIDER, Parcel.Event.class)
                .given(new Parcel.Event.Sent("Delft"), new Parcel.Event.Delivered())
                .when(new Parcel.Command.Deliver())
                .thenNothing();
    }

    // @end

    // @start region="recorder"
    @Test
    void aScenarioRunsOnTheRecorderOfProduction() {
        var clock = new SteppingClock(Instant.parse("2026-11-23T10:00:00Z"));
        try (var recorder = Sqlite.inMemory("scenario").open("dogs")) {
            Scenario.of(Dog.TYPE)
                    .against(recorder)
                    .at(clock)
                    .when(() -> Dog.register("Fido"))
                    .thenState(dog -> assertThat(dog.createdOn()).isEqualTo(clock.instant()));
        }
    }

    // @end

    // @start region="application"
    @Test
    void aSchoolRegistersDogs() {
        try (var school = new DogSchool(Settings.only(Map.of()))) {
            var id = school.registerDog("Fido");

            assertThat(school.repository().get(Dog.class, id).name()).isEqualTo("Fido");
        }
    }
    // @end
}
