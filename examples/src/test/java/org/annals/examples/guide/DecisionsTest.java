package org.annals.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.application.Executed;
import org.annals.application.SnapshotPolicy;
import org.annals.application.Snapshotting;
import org.annals.dcb.Boundary;
import org.annals.dcb.ConflictCount;
import org.annals.dcb.EnduringType;
import org.annals.dcb.Slice;
import org.annals.domain.EventTag;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.settings.Settings;
import org.annals.testkit.scenario.Scenario;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class DecisionsTest {
    private final Settings settings = Settings.only(Map.of());

    // @start region="narrow"
    /** Writes a course's plan, and calls it by its name. */
    static final class Plan extends Slice<LectureEvent> {
        private final String course;
        private String title = "";
        private int lectures;

        Plan(String course) {
            this.course = course;
            boundary(EventTag.of("course", course))
                    .on(LectureEvent.Planned.class, e -> lectures++)
                    .observe(LectureEvent.Retitled.class, e -> title = e.title());
        }

        @Override
        protected void execute() {
            if (lectures == 3) {
                throw new IllegalStateException(title + " has three lectures.");
            }
            trigger(new LectureEvent.Planned(course, lectures + 1));
        }
    }

    // @end

    // @start region="never"
    /** Opens a course whose name nobody else has, taken by an owner who is not barred. */
    static final class OpenCourse extends Slice<LectureEvent> {
        private final String course;
        private final String owner;
        private boolean barred;

        OpenCourse(String course, String owner) {
            this.course = course;
            this.owner = owner;
            boundary(EventTag.of("owner", owner)).on(LectureEvent.Barred.class, e -> barred = true);
            boundary(EventTag.of("course", course)).never(LectureEvent.CourseOpened.class);
        }

        @Override
        protected void execute() {
            if (!barred) {
                trigger(new LectureEvent.CourseOpened(course, owner));
            }
        }
    }

    // @end

    @Test
    void whatIsOnlyObservedIsNoConflict() {
        try (var office = new LectureOffice(settings)) {
            var slice = office.decisions().decide(new Plan("maths"));
            office.retitle("maths", "Mathematics");
            assertThat(office.save(slice)).hasSize(1);
        }
    }

    @Test
    void aNameIsTakenOnce() {
        try (var office = new LectureOffice(settings)) {
            // @start region="execute"
            Executed<OpenCourse> opened = office.execute(new OpenCourse("maths", "anna"));
            assertThat(opened.position()).hasValue(1);
            assertThat(opened.attempts()).isEqualTo(1);
            // @end
            assertThatExceptionOfType(AppendConditionFailedException.class)
                    .isThrownBy(() -> office.execute(new OpenCourse("maths", "bob")));
            // @start region="conflicts"
            List<ConflictCount> conflicts = office.decisions().conflicts();
            // @end
            assertThat(conflicts)
                    .singleElement()
                    .satisfies(each -> assertThat(each.conflicts()).isEqualTo(1));
        }
    }

    @Test
    void aSliceAndAnAggregateAreSavedTogether() {
        try (var office = new LectureOffice(settings)) {
            // @start region="together"
            var dog = Dog.register("Fido");
            var opening = office.decisions().decide(new OpenCourse("training", dog.id()));
            office.save(dog, opening);
            // @end
            assertThat(office.repository().get(Dog.class, dog.id()).name()).isEqualTo("Fido");
        }
    }

    @Test
    void aScenarioSaysWhatADecisionDependsOn() {
        // @start region="scenario"
        Scenario.ofDecisions(LectureEvent.class)
                .given(new LectureEvent.Planned("maths", 1))
                .amid(new LectureEvent.Planned("physics", 1))
                .when(new Plan("maths"))
                .then(new LectureEvent.Planned("maths", 2));

        Scenario.ofDecisions(LectureEvent.class)
                .given(new LectureEvent.Planned("maths", 1), new LectureEvent.Planned("maths", 2))
                .whenConcurrently(() -> new Plan("maths"), () -> new Plan("maths"))
                .thenOneWins()
                .thenLosersThrow(IllegalStateException.class);
        // @end
    }

    // @start region="remembered"
    static final class RememberingOffice extends LectureOffice {
        RememberingOffice(Settings settings) {
            super(
                    settings,
                    Lecturer.TYPE,
                    Snapshotting.of(Lecturer.TYPE, SnapshotPolicy.every(100)).keeping(2));
        }
    }

    // @end

    @Test
    void anObjectIsRemembered() {
        try (var office = new RememberingOffice(settings)) {
            office.execute(new OpenCourse("maths", "anna"));
            EnduringType<Lecturer> type = Lecturer.TYPE;
            var anna = office.decisions().get(type, "anna");
            assertThat(anna.courses()).containsExactly("maths");
        }
    }

    @Test
    void aBoundaryIsAValue() {
        // @start region="boundary"
        var boundary =
                Boundary.of(EventTag.of("course", "maths"))
                        .ofTypes(LectureEvent.Planned.class)
                        .or(Boundary.of(EventTag.of("owner", "anna")));
        // @end
        assertThat(boundary.parts()).hasSize(2);
    }

    @Test
    void aPolicyDecidesDownstream() {
        try (var runner = Welcoming.singleThreaded(settings)) {
            var office = runner.get(LectureOffice.class);
            office.execute(new OpenCourse("maths", "anna"));
            office.execute(new OpenCourse("physics", "anna"));
            assertThat(runner.get(Welcoming.class).welcomed()).containsExactly("anna");
        }
    }
}
