package org.annals.examples.dogschool;

import org.annals.testkit.scenario.AggregateScenario;
import org.annals.testkit.scenario.Scenario;
import org.junit.jupiter.api.Test;

import java.util.List;

final class DogScenarioTest extends DogScenarios<Dog, Dog.Event> {
    @Override
    AggregateScenario<Dog, Dog.Event> scenario() {
        return Scenario.of(Dog.TYPE);
    }

    @Override
    Dog register(String name) {
        return Dog.register(name);
    }

    @Override
    void addTrick(Dog dog, String trick) {
        dog.addTrick(trick);
    }

    @Override
    List<String> tricks(Dog dog) {
        return dog.tricks();
    }

    @Override
    Dog.Event registered(String name) {
        return new Dog.Event.Registered(name);
    }

    @Override
    Dog.Event trickAdded(String trick) {
        return new Dog.Event.TrickAdded(trick);
    }

    @Test
    void registeringTheSameDogTwiceDecidesOnNothing() {
        Scenario.of(new DogDecider(), Dog.Event.class)
                .given(new Dog.Event.Registered("Fido"))
                .when(new DogCommand.Register("Fido"))
                .thenNothing();
    }
}
