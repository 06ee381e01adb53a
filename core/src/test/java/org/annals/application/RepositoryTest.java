package org.annals.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.annals.domain.Account;
import org.annals.domain.Dog;
import org.annals.domain.Evolution;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.Map;

final class RepositoryTest {
    private final ApplicationTest.Everything app =
            new ApplicationTest.Everything(
                    Settings.only(Map.of()).using(Transcoder.class, new RememberingTranscoder()));

    @BeforeEach
    void registerADogWithTwoTricks() {
        Dog dog = Dog.registerAs("dog-1", "Fido");
        dog.addTrick("sit");
        dog.addTrick("roll over");
        app.save(dog);
    }

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void anUnknownIdIsNotFoundEmptyAndAbsent() {
        assertThatExceptionOfType(AggregateNotFoundException.class)
                .isThrownBy(() -> app.repository().get(Dog.class, "dog-2"))
                .withMessageContaining(Dog.class.getName())
                .withMessageContaining("dog-2");
        assertThatExceptionOfType(AggregateNotFoundException.class)
                .isThrownBy(() -> app.repository().get(Dog.class, "dog-2", 1));
        assertThat(app.repository().find(Dog.class, "dog-2")).isEmpty();
        assertThat(app.repository().exists("dog-2")).isFalse();
        assertThat(app.repository().exists("dog-1")).isTrue();
    }

    @Test
    void idsAreComparedExactly() {
        for (String near : new String[] {"Dog-1", "dog-1 ", " dog-1", "dog-1\u0301"}) {
            assertThat(app.repository().find(Dog.class, near)).as(near).isEmpty();
        }
    }

    @Test
    void eachVersionIsTheStateThatItWas() {
        assertThat(app.repository().get(Dog.class, "dog-1", 1).tricks()).isEmpty();
        assertThat(app.repository().get(Dog.class, "dog-1", 2).tricks()).containsExactly("sit");
        for (long version : new long[] {3, 4, Long.MAX_VALUE}) {
            assertThat(app.repository().get(Dog.class, "dog-1", version).tricks())
                    .containsExactly("sit", "roll over");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> app.repository().get(Dog.class, "dog-1", 0));
    }

    @Test
    void anAggregateOfAnotherClassIsRefusedNamingBoth() {
        assertThatExceptionOfType(WrongAggregateTypeException.class)
                .isThrownBy(() -> app.repository().get(Account.class, "dog-1"))
                .withMessageContaining(Account.class.getName())
                .withMessageContaining("Dog.Registered");
        assertThatExceptionOfType(WrongAggregateTypeException.class)
                .isThrownBy(() -> app.repository().find(Account.class, "dog-1"));
    }

    @Test
    void anAggregateOfAnotherEvolutionIsRefusedNamingBoth() {
        Evolution<Integer, ApplicationTest.Added> sum =
                Evolution.of(0, (total, e) -> total + e.amount());

        assertThatExceptionOfType(WrongAggregateTypeException.class)
                .isThrownBy(() -> app.repository().get(sum, "dog-1"))
                .withMessageContaining("dog-1")
                .withMessageContaining("Dog.Registered")
                .havingCause()
                .withMessageContaining(ApplicationTest.Added.class.getName());
        assertThatExceptionOfType(WrongAggregateTypeException.class)
                .isThrownBy(() -> app.execute(ApplicationTest.UP_TO_TEN, "dog-1", 1));
    }

    @Test
    void aClassThatIsNotPartOfTheApplicationIsRefused() {
        try (var school =
                new DogSchool(
                        Settings.only(Map.of())
                                .using(Transcoder.class, new RememberingTranscoder()))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> school.repository().find(Account.class, "a-1"))
                    .withMessageContaining(Account.class.getName());
        }
    }

    @Test
    void whatIsReturnedBelongsToTheCaller() {
        app.repository().get(Dog.class, "dog-1").addTrick("never saved");

        assertThat(app.repository().get(Dog.class, "dog-1").tricks())
                .containsExactly("sit", "roll over");
    }
}
