package org.annals.examples.dogschool;

import org.annals.testkit.scenario.Scenario;
import org.junit.jupiter.api.Test;

final class DogScenarioTest {
    @Test
    void registeringADogIsTheFirstThingThatHappensToIt() {
        Scenario.of(Dog.TYPE)
                .when(() -> Dog.register("Fido"))
                .then(new Dog.Event.Registered("Fido"));
    }

    @Test
    void aTrickFollowsTheOthers() {
        Scenario.of(Dog.TYPE)
                .given(new Dog.Event.Registered("Fido"), new Dog.Event.TrickAdded("sit"))
                .when(dog -> dog.addTrick("roll over"))
                .then(new Dog.Event.TrickAdded("roll over"));
    }

    @Test
    void registeringTheSameDogTwiceDecidesOnNothing() {
        Scenario.of(new DogDecider(), Dog.Event.class)
                .given(new Dog.Event.Registered("Fido"))
                .when(new DogCommand.Register("Fido"))
                .thenNothing();
    }
}
