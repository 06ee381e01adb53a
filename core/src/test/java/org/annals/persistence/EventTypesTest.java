package org.annals.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.domain.Account;
import org.annals.domain.Dog;
import org.annals.domain.EventType;
import org.annals.settings.ConfigurationException;
import org.junit.jupiter.api.Test;

import java.util.List;

final class EventTypesTest {
    sealed interface CatEvent {
        record Registered() implements CatEvent {}

        @EventType(name = "cat-fed", version = 2)
        record Fed() implements CatEvent {}

        @EventType(aliases = "Cat.Slept")
        record Napped() implements CatEvent {}
    }

    @EventType(aliases = "Pup")
    interface Hound {
        sealed interface Event {
            record Barked() implements Event {}
        }
    }

    record Other() {}

    private final EventTypes types = EventTypes.of(Dog.Event.class, CatEvent.class);

    @Test
    void theDefaultNameLeavesOutPackagesAndAFinalEvent() {
        assertThat(types.typeOf(Dog.Event.Registered.class).name()).isEqualTo("Dog.Registered");
        assertThat(types.typeOf(CatEvent.Registered.class).name())
                .isEqualTo("EventTypesTest.Cat.Registered");
        assertThat(types.typeOf(CatEvent.Registered.class).version()).isEqualTo(1);
    }

    @Test
    void theAnnotationGivesNameAndVersion() {
        assertThat(types.typeOf(CatEvent.Fed.class).name()).isEqualTo("cat-fed");
        assertThat(types.typeOf(CatEvent.Fed.class).version()).isEqualTo(2);
    }

    @Test
    void anAliasLeadsToTheClassAndNewEventsHaveItsName() {
        assertThat(types.findClass("Cat.Slept")).isEqualTo(CatEvent.Napped.class);
        assertThat(types.typeOf(CatEvent.Napped.class).name())
                .isEqualTo("EventTypesTest.Cat.Napped");
    }

    @Test
    void anAliasOnAnEnclosingTypeCoversAllThatIsNestedInIt() {
        EventTypes hounds = EventTypes.of(Hound.Event.class);

        assertThat(hounds.typeOf(Hound.Event.Barked.class).name())
                .isEqualTo("EventTypesTest.Hound.Barked");
        assertThat(hounds.findClass("EventTypesTest.Pup.Barked"))
                .isEqualTo(Hound.Event.Barked.class);
    }

    @Test
    void aFilterByClassStandsForAllStoredNames() {
        assertThat(types.storedNames(CatEvent.Napped.class))
                .containsExactlyInAnyOrder("EventTypesTest.Cat.Napped", "Cat.Slept");
        assertThat(types.storedNames(CatEvent.class))
                .containsExactlyInAnyOrder(
                        "EventTypesTest.Cat.Registered",
                        "cat-fed",
                        "EventTypesTest.Cat.Napped",
                        "Cat.Slept");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> types.storedNames(Account.Event.class));
    }

    @Test
    void twoClassesOfOneNameAreRefusedNamingBoth() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EventTypes.named(Other.class, "Dog.Registered", 1).and(types))
                .withMessageContaining(Other.class.getName())
                .withMessageContaining(Dog.Event.Registered.class.getName());
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> types.and(EventTypes.named(Other.class, "o", 1, "Cat.Slept")))
                .withMessageContaining("Cat.Slept");
    }

    @Test
    void oneClassUnderTwoNamesIsRefusedAndTheSamePairTwiceIsNot() {
        EventTypes first = EventTypes.named(Other.class, "o", 1);

        assertThat(first.and(EventTypes.named(Other.class, "o", 1)).eventClasses())
                .containsExactly(Other.class);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> first.and(EventTypes.named(Other.class, "p", 1)))
                .withMessageContaining("'o'")
                .withMessageContaining("'p'");
    }

    @Test
    void aClassOutsideTheRegistryIsNamedWithTheRemedy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> types.typeOf(Other.class))
                .withMessageContaining(Other.class.getName())
                .withMessageContaining("EventTypes.of(Other.class)");
    }

    @Test
    void familiesOfAggregatesAndOfDecidersAreJoined() {
        EventTypes joined = EventTypes.of(List.of(Dog.TYPE, EventTypes.of(Account.Event.class)));

        assertThat(joined.eventClasses()).hasSize(6);
        assertThat(joined.toString()).contains("Dog.TrickAdded");
    }

    @Test
    void versionsBelowOneAndBlankNamesAreRefused() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EventTypes.named(Other.class, " ", 1));
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EventTypes.named(Other.class, "o", 0));
    }

    @EventType(name = "a\0b")
    record WithoutEnd() {}

    @EventType(aliases = "")
    record Nameless() {}

    @EventType(aliases = "")
    interface Before {
        record Moved() {}
    }

    @Test
    void aNameThatNotEveryRecorderCanKeepIsRefusedAtStart() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EventTypes.of(WithoutEnd.class))
                .withMessageContaining(WithoutEnd.class.getName())
                .withMessageContaining("U+0000");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EventTypes.named(Other.class, "o", 1, "\ud800"))
                .withMessageContaining("surrogate");
        EventTypes.named(Other.class, "ü".repeat(128), 1);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EventTypes.named(Other.class, "ü".repeat(128) + "x", 1))
                .withMessageContaining("257 bytes")
                .withMessageContaining("256");
    }

    @Test
    void anAliasThatIsBlankIsRefusedAtStart() {
        for (Class<?> blank : List.of(Nameless.class, Before.Moved.class)) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .as(blank.getName())
                    .isThrownBy(() -> EventTypes.of(blank))
                    .withMessageContaining("blank");
        }
    }
}
