package org.annals.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.domain.Dog;
import org.annals.domain.Origin;
import org.annals.domain.Recording;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.Query;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.persistence.VersionConflictException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class ConflictRetryTest {
    private final RuntimeException conflicting =
            new VersionConflictException(new Origin("dog-1", 2), 3);
    private final RuntimeException failed =
            new AppendConditionFailedException(AppendCondition.failIfMatching(Query.all()), 1);

    @Test
    void aDecisionIsTakenAnewOverWhatIsThere() {
        var settings = Settings.only(Map.of()).using(Transcoder.class, new RememberingTranscoder());
        try (var school = new DogSchool(settings)) {
            school.save(Dog.registerAs("dog-1", "Fido"));
            // @start region="retry"
            List<Recording> recordings =
                    new ConflictRetry(5)
                            .run(
                                    attempt -> {
                                        var dog = school.repository().get(Dog.class, "dog-1");
                                        dog.addTrick("roll over");
                                        return school.save(dog);
                                    });
            // @end
            assertThat(recordings).hasSize(1);
        }
    }

    @Test
    void conflictsOfBothKindsAreRepeatedUpToTheBound() {
        for (RuntimeException conflict : List.of(conflicting, failed)) {
            List<Integer> attempts = new ArrayList<>();

            assertThatThrownBy(
                            () ->
                                    new ConflictRetry(3)
                                            .run(
                                                    attempt -> {
                                                        attempts.add(attempt);
                                                        throw conflict;
                                                    }))
                    .isSameAs(conflict);
            assertThat(attempts).containsExactly(1, 2, 3);
        }
    }

    @Test
    void anyOtherExceptionPassesThroughAtOnce() {
        List<Integer> attempts = new ArrayList<>();

        assertThatThrownBy(
                        () ->
                                new ConflictRetry(3)
                                        .run(
                                                attempt -> {
                                                    attempts.add(attempt);
                                                    throw new IllegalStateException("other");
                                                }))
                .hasMessage("other");
        assertThat(attempts).containsExactly(1);
    }

    @Test
    void aBoundBelowOneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ConflictRetry(0));
    }
}
