package org.annals.examples.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.examples.OneLog;
import org.annals.examples.RecorderKind;
import org.annals.examples.enrolment.adopted.AdoptedEnrolments;
import org.annals.examples.enrolment.aggregates.AggregateEnrolments;
import org.annals.examples.enrolment.basics.BasicEnrolments;
import org.annals.examples.enrolment.deciders.DeciderEnrolments;
import org.annals.examples.enrolment.objects.ObjectEnrolments;
import org.annals.examples.enrolment.slices.SliceEnrolments;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;

/** That ways of deciding over the same events can share a log. */
@ParameterizedClass
@EnumSource(RecorderKind.class)
final class MixedStylesTest {
    private final RecorderKind recorder;

    @TempDir private Path folder;
    private OneLog log;

    MixedStylesTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    @BeforeEach
    void open() {
        log = new OneLog(recorder, folder);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void slicesGoOnWhereAggregatesHaveBegun() {
        String anna;
        String bob;
        String maths;
        try (var before = new AggregateEnrolments(log.settings())) {
            anna = before.registerStudent("Anna", 2);
            bob = before.registerStudent("Bob", 2);
            maths = before.registerCourse("Maths", 2);
            before.join(anna, maths);
        }
        try (var after = new AdoptedEnrolments(log.settings())) {
            assertThat(after.studentsOf(maths)).containsExactly(anna);
            assertThatThrownBy(() -> after.join(anna, maths))
                    .isInstanceOf(AlreadyJoinedException.class);

            after.join(bob, maths);
            assertThat(after.studentsOf(maths)).containsExactly(anna, bob);
            var carl = after.registerStudent("Carl", 2);
            assertThatThrownBy(() -> after.join(carl, maths))
                    .as("one place each was given by an aggregate and by a slice")
                    .isInstanceOf(CourseFullException.class);

            after.join(anna, after.registerCourse("Physics", 5));
            var art = after.registerCourse("Art", 5);
            assertThatThrownBy(() -> after.join(anna, art))
                    .as("one course each was joined by an aggregate and by a slice")
                    .isInstanceOf(TooManyCoursesException.class);
        }
    }

    @Test
    void anEnrolmentByAggregatesMeanwhileIsAConflictForASlice() {
        try (var before = new AggregateEnrolments(log.settings());
                var after = new AdoptedEnrolments(log.settings())) {
            var anna = before.registerStudent("Anna", 2);
            var bob = before.registerStudent("Bob", 2);
            var maths = before.registerCourse("Maths", 1);

            log.beforeNextAppend(() -> before.join(anna, maths));

            assertThatThrownBy(() -> after.join(bob, maths))
                    .isInstanceOf(CourseFullException.class);
            assertThat(log.conflicts()).isEqualTo(1);
            assertThat(after.studentsOf(maths)).containsExactly(anna);
        }
    }

    // @start region="mixed"
    @Test
    void whatOneStyleHasRecordedIsAConflictForEveryOther() {
        try (var basics = new BasicEnrolments(log.settings());
                var objects = new ObjectEnrolments(log.settings());
                var slices = new SliceEnrolments(log.settings());
                var deciders = new DeciderEnrolments(log.settings())) {
            List<Enrolments> styles = List.of(basics, objects, slices, deciders);
            for (Enrolments one : styles) {
                for (Enrolments other : styles) {
                    var course = objects.registerCourse("Maths", 1);
                    var winner = slices.registerStudent("Anna", 2);
                    var loser = basics.registerStudent("Bob", 2);

                    log.beforeNextAppend(() -> one.join(winner, course));

                    assertThatThrownBy(() -> other.join(loser, course))
                            .isInstanceOf(CourseFullException.class);
                    assertThat(deciders.studentsOf(course)).containsExactly(winner);
                    assertThat(basics.coursesOf(loser)).isEmpty();
                }
            }
            assertThat(log.conflicts()).isEqualTo(16);
        }
    }
    // @end
}
