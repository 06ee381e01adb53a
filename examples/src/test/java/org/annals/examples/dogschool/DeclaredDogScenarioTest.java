package org.annals.examples.dogschool;

import org.annals.examples.dogschool.declared.Dog;
import org.annals.examples.dogschool.declared.DogEvent;
import org.annals.examples.dogschool.declared.Dog_;
import org.annals.testkit.scenario.AggregateScenario;
import org.annals.testkit.scenario.Scenario;

import java.util.List;

// DEC-11: its state is checked by each scenario, as if it were that of a snapshot.
final class DeclaredDogScenarioTest extends DogScenarios<Dog, DogEvent> {
    @Override
    AggregateScenario<Dog, DogEvent> scenario() {
        return Scenario.of(Dog_.TYPE);
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
    DogEvent registered(String name) {
        return new DogEvent.Registered(name);
    }

    @Override
    DogEvent trickAdded(String trick) {
        return new DogEvent.TrickAdded(trick);
    }
}
