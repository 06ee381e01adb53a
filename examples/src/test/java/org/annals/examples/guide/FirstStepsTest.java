package org.annals.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;

import java.util.Map;

final class FirstStepsTest {
    private static final Settings IN_MEMORY = Settings.only(Map.of());

    @Test
    void aDogIsRegisteredAndLearnsATrick() {
        // @start region="use"
        // @replace substring="IN_MEMORY" replacement="Settings.environment()":
        try (var school = new DogSchool(IN_MEMORY)) {
            var id = school.registerDog("Fido");
            school.addTrick(id, "roll over");

            var fido = school.repository().get(Dog.class, id);
            assertThat(fido.tricks()).containsExactly("roll over");
        }
        // @end
    }
}
