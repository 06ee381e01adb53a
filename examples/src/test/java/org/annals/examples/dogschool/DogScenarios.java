package org.annals.examples.dogschool;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.Aggregate;
import org.annals.testkit.scenario.AggregateScenario;
import org.junit.jupiter.api.Test;

import java.util.List;

/**
 * What a dog decides, in whichever style it is written.
 *
 * @param <D> the dog
 * @param <E> its events
 */
abstract class DogScenarios<D extends Aggregate<E>, E> {
    abstract AggregateScenario<D, E> scenario();

    abstract D register(String name);

    abstract void addTrick(D dog, String trick);

    abstract List<String> tricks(D dog);

    abstract E registered(String name);

    abstract E trickAdded(String trick);

    @Test
    void registeringADogIsTheFirstThingThatHappensToIt() {
        scenario().when(() -> register("Fido")).then(registered("Fido"));
    }

    @Test
    void aTrickFollowsTheOthers() {
        scenario()
                .given(registered("Fido"), trickAdded("sit"))
                .when(dog -> addTrick(dog, "roll over"))
                .then(trickAdded("roll over"))
                .thenState(dog -> assertThat(tricks(dog)).containsExactly("sit", "roll over"));
    }

    @Test
    void aDogHasItsIdTimesAndVersionFromItsEvents() {
        D dog = register("Fido");
        addTrick(dog, "sit");

        assertThat(dog.version()).isEqualTo(2);
        assertThat(dog.pendingEvents()).hasSize(2);
        assertThat(dog.pendingEvents().getFirst().timestamp()).isEqualTo(dog.createdOn());
        assertThat(dog.pendingEvents().getLast().timestamp()).isEqualTo(dog.modifiedOn());
    }
}
