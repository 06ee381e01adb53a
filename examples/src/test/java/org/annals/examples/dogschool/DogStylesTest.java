package org.annals.examples.dogschool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.application.AggregateNotFoundException;
import org.annals.examples.RecorderKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

@ParameterizedClass
@EnumSource(RecorderKind.class)
final class DogStylesTest {
    private final RecorderKind recorder;

    DogStylesTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @Test
    void allStylesStoreTheSameAndGiveTheSameDog(@TempDir Path folder) {
        List<List<String>> stored = new ArrayList<>();
        List<DogState> dogs = new ArrayList<>();
        for (DogStyle style : DogStyle.values()) {
            try (var school = style.open(recorder.in(folder))) {
                var fido = style.register(school, "Fido");
                style.addTrick(school, fido, "roll over");
                style.addTrick(school, fido, "fetch ball");
                dogs.add(style.dog(school, fido));
                stored.add(DogStyle.stored(school));
            }
        }

        assertThat(dogs)
                .containsOnly(new DogState("Fido", List.of("roll over", "fetch ball")))
                .hasSize(4);
        assertThat(stored)
                .containsOnly(
                        List.of(
                                "1 1 Registered[name=Fido]",
                                "2 2 TrickAdded[trick=roll over]",
                                "3 3 TrickAdded[trick=fetch ball]"))
                .hasSize(4);
    }

    @Test
    void oneLogReadInEveryStyleGivesTheSameDog(@TempDir Path folder) {
        try (var school = new DogSchool(recorder.in(folder))) {
            var id = school.registerDog("Fido");
            school.addTrick(id, "roll over");

            var explicit = school.dog(id);
            var immutable = school.repository().get(DogState.EVOLUTION, id);
            var functional = school.repository().get(new DogDecider(), id);

            assertThat(new DogState(explicit.name(), explicit.tricks()))
                    .isEqualTo(immutable.state())
                    .isEqualTo(functional.state());
            assertThat(explicit.version())
                    .isEqualTo(2)
                    .isEqualTo(immutable.version())
                    .isEqualTo(functional.version());
        }
    }

    @Test
    void aDogIsShownAsItWasAtAVersion(@TempDir Path folder) {
        try (var school = new DogSchool(recorder.in(folder))) {
            var id = school.registerDog("Fido");
            school.addTrick(id, "roll over");
            school.addTrick(id, "fetch ball");

            assertThat(school.dog(id, 1).tricks()).isEmpty();
            assertThat(school.dog(id, 2).tricks()).containsExactly("roll over");
            assertThat(school.dog(id, 3).tricks()).containsExactly("roll over", "fetch ball");
        }
    }

    @Test
    void dogsAreListedInTheOrderInWhichTheyCame(@TempDir Path folder) {
        try (var school = new DogSchool(recorder.in(folder))) {
            assertThat(school.dogIds()).isEmpty();

            var fido = school.registerDog("Fido");
            var rex = school.registerDog("Rex");
            school.addTrick(fido, "roll over");

            assertThat(school.dogIds()).containsExactly(fido, rex);
        }
    }

    @Test
    void aDogThatNeverCameIsNotFound(@TempDir Path folder) {
        try (var school = new DogSchool(recorder.in(folder))) {
            assertThatThrownBy(() -> school.addTrick("dog-7", "roll over"))
                    .isInstanceOf(AggregateNotFoundException.class)
                    .hasMessageContaining("dog-7");
        }
    }
}
