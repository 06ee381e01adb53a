package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.annals.testkit.samples.EventSamples;
import org.annals.testkit.scenario.Scenario;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

final class DogTest {
    @Test
    void aDogLearnsATrick() {
        Scenario.of(Dog_.TYPE)
                .given(new DogEvent.Registered("Fido"))
                .when(dog -> dog.addTrick("sit"))
                .then(new DogEvent.TrickAdded("sit"))
                .thenState(dog -> assertEquals(List.of("sit"), dog.tricks));
    }

    @Test
    void allThatWasEverStoredIsRead() {
        EventSamples.in(Path.of("src/test/events")).replay(Dog_.TYPE);
    }
}
