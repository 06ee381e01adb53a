package org.annals.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.application.Application;
import org.annals.application.NoticeListener;
import org.annals.dcb.Boundary;
import org.annals.dcb.CourseEvent;
import org.annals.dcb.CourseEvent.CourseRegistered;
import org.annals.dcb.CourseEvent.StudentJoined;
import org.annals.dcb.CourseEvent.StudentRegistered;
import org.annals.dcb.JoinCourse;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.following.Upstream;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.EventTypes;
import org.annals.persistence.RememberingTranscoder;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Projections of what is within a boundary, over decisions and other events alike. */
final class BoundedProjectionTest {
    private static final class Courses extends Application {
        Courses() {
            super(
                    Settings.only(Map.of())
                            .using(Transcoder.class, new RememberingTranscoder())
                            .using(NoticeListener.class, notice -> {}),
                    EventTypes.of(CourseEvent.class));
        }
    }

    private final Courses courses = new Courses();
    private final MemoryRecorder recorder = MemoryRecorder.open("Views");
    private final List<CourseEvent> seen = new ArrayList<>();

    @BeforeEach
    void decide() {
        happened(new CourseRegistered("maths", "Maths", 9));
        happened(new CourseRegistered("physics", "Physics", 9));
        happened(new StudentRegistered("anna", "Anna", 9));
        courses.execute(new JoinCourse("anna", "maths"));
        courses.execute(new JoinCourse("anna", "physics"));
    }

    @AfterEach
    void close() {
        courses.close();
        recorder.close();
    }

    private void happened(CourseEvent event) {
        courses.save(DomainEvent.of(event, EventDetails.none()));
    }

    private long drained(Projection<?> projection) {
        try (var runner =
                ProjectionRunner.builder(Upstream.of(courses), projection, ViewStore.of(recorder))
                        .open()) {
            return runner.drain();
        }
    }

    private Projection<String> projection() {
        return Projection.of("seen", transaction -> "");
    }

    @Test
    void aProjectionHasOnlyEventsWithinItsBoundary() {
        // @start region="within"
        Projection<String> maths =
                projection()
                        .on(CourseEvent.class, (view, event) -> seen.add(event))
                        .within(Boundary.of(EventTag.of("course", "maths")));
        // @end
        assertThat(drained(maths)).isEqualTo(2);
        assertThat(seen)
                .containsExactly(
                        new CourseRegistered("maths", "Maths", 9),
                        new StudentJoined("anna", "maths"));
    }

    @Test
    void ofTheEventsWithinItsBoundaryAProjectionHasThoseWithAHandler() {
        var parts =
                Boundary.of(EventTag.of("course", "maths"))
                        .or(
                                Boundary.of(EventTag.of("student", "anna"))
                                        .ofTypes(StudentRegistered.class));
        drained(
                projection()
                        .on(StudentRegistered.class, (view, event) -> seen.add(event))
                        .on(StudentJoined.class, (view, event) -> seen.add(event))
                        .within(parts));
        assertThat(seen)
                .containsExactly(
                        new StudentRegistered("anna", "Anna", 9),
                        new StudentJoined("anna", "maths"));
    }

    @Test
    void aBoundaryWithoutAnyHandledEventIsRefused() {
        var none =
                projection()
                        .on(StudentJoined.class, (view, event) -> seen.add(event))
                        .within(
                                Boundary.of(EventTag.of("course", "maths"))
                                        .ofTypes(CourseRegistered.class));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> drained(none))
                .withMessageContaining("none is within");
    }

    @Test
    void aSealedClassStandsForThoseOfItsEventsThatAreWithin() {
        Boundary joined = Boundary.of(EventTag.of("course", "maths")).ofTypes(StudentJoined.class);
        Boundary all = Boundary.of(EventTag.of("course", "maths")).ofTypes(CourseEvent.class);
        assertThat(Upstream.of(courses).query(Set.of(CourseEvent.class), joined))
                .isEqualTo(joined.toQuery(courses.events().mapper().types()));
        assertThat(Upstream.of(courses).query(Set.of(), all))
                .isEqualTo(all.toQuery(courses.events().mapper().types()));
    }

    @Test
    void anInlineViewHasNoBoundary() {
        var maths =
                projection()
                        .on(CourseEvent.class, (view, event) -> seen.add(event))
                        .within(Boundary.of(EventTag.of("course", "maths")));
        assertThatIllegalStateException()
                .isThrownBy(() -> maths.inline(recorder))
                .withMessageContaining("has a boundary");
    }
}
