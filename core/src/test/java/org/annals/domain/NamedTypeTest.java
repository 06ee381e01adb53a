package org.annals.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

final class NamedTypeTest {
    private static final NamedType REGISTERED = plainClass("Registered");

    private static NamedType plainClass(String simpleName) {
        return new NamedType(simpleName, false, "", List.of());
    }

    private static NamedType plainInterface(String simpleName) {
        return new NamedType(simpleName, true, "", List.of());
    }

    @Test
    void theNamesOfEnclosingTypesComeFirst() {
        assertThat(REGISTERED.storedNames(List.of())).containsExactly("Registered");
        assertThat(REGISTERED.storedNames(List.of(plainClass("Kennel"), plainClass("Dog"))))
                .containsExactly("Kennel.Dog.Registered");
    }

    @Test
    void anEnclosingInterfaceLosesAFinalEventAndVanishesIfNothingIsLeft() {
        assertThat(REGISTERED.storedNames(List.of(plainInterface("DogEvent"))))
                .containsExactly("Dog.Registered");
        assertThat(REGISTERED.storedNames(List.of(plainClass("Dog"), plainInterface("Event"))))
                .containsExactly("Dog.Registered");
        assertThat(REGISTERED.storedNames(List.of(plainInterface("EventLog"))))
                .containsExactly("EventLog.Registered");
    }

    @Test
    void aClassLosesNothing() {
        assertThat(REGISTERED.storedNames(List.of(plainClass("DogEvent"))))
                .containsExactly("DogEvent.Registered");
        assertThat(plainInterface("DogEvent").storedNames(List.of())).containsExactly("DogEvent");
    }

    @Test
    void aNameOfAnEventStandsForAllOfIt() {
        var named = new NamedType("Registered", false, "dog.new", List.of("dog.old", "dog.new"));

        assertThat(
                        named.storedNames(
                                List.of(new NamedType("Dog", false, "Hound", List.of("Puppy")))))
                .containsExactly("dog.new", "dog.old");
    }

    @Test
    void aNameOfAnEnclosingTypeStandsForItsPart() {
        var life = new NamedType("LifeEvent", true, "Life.Event", List.of());

        assertThat(REGISTERED.storedNames(List.of(plainClass("Dog"), life)))
                .containsExactly("Dog.Life.Event.Registered");
    }

    @Test
    void theCurrentNameIsFirstThenAllThatPartsWereCalledThenItsOwnAliases() {
        var dog = new NamedType("Hound", false, "", List.of("Dog"));
        var life = new NamedType("LifeEvent", true, "", List.of("Death", "Life"));
        var born = new NamedType("Born", false, "", List.of("Begun", "Dog.Life.Born"));

        assertThat(born.storedNames(List.of(dog, life)))
                .containsExactly(
                        "Hound.Life.Born",
                        "Hound.Death.Born",
                        "Dog.Life.Born",
                        "Dog.Death.Born",
                        "Begun");
    }
}
