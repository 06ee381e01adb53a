package org.annals.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.EventTag;
import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.junit.jupiter.api.Test;

import java.util.List;

final class AppendCallTest {
    private static final EventTag COURSE = EventTag.of("course", "c1");
    private static final EventTag STUDENT = EventTag.of("student", "s1");

    private final TagLengths lengths = new TagLengths();

    private List<String> walked() {
        AppendRequest request =
                Samples.request(Samples.fact("joined"))
                        .onCondition(AppendCondition.failIfMatching(Query.ofTags(STUDENT, COURSE)));
        return new AppendCall(List.of(request), false, lengths).walkedTags();
    }

    @Test
    void ofTheTagsOfAConditionTheOneThatIsShortAsFarAsIsKnownIsWalked() {
        assertThat(walked()).containsExactly(COURSE.toString());

        lengths.learn(COURSE, LogSelection.all(), 100, false);
        lengths.learn(STUDENT, LogSelection.all(), 20, false);

        assertThat(walked()).containsExactly(STUDENT.toString());
    }

    @Test
    void oneOfWhichNothingIsKnownIsNotTriedBeforeAShortOne() {
        lengths.learn(STUDENT, LogSelection.all(), 20, false);
        assertThat(walked()).containsExactly(STUDENT.toString());

        lengths.learn(STUDENT, LogSelection.all(), 100_000, true);
        assertThat(walked()).containsExactly(COURSE.toString());
    }

    @Test
    void oneOfWhichReadsFoundNothingIsShort() {
        lengths.learn(COURSE, LogSelection.all(), 20, false);
        lengths.learn(STUDENT, LogSelection.all(), 0, false);

        assertThat(walked()).containsExactly(STUDENT.toString());
    }

    @Test
    void thatNothingCameLatelyIsNoLength() {
        lengths.learn(COURSE, LogSelection.all(), 20, false);
        lengths.learn(STUDENT, LogSelection.all().after(1_000), 0, false);

        assertThat(walked()).containsExactly(COURSE.toString());
    }
}
