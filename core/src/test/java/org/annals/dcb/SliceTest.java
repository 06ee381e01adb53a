package org.annals.dcb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.application.Executed;
import org.annals.dcb.CourseEvent.CourseRegistered;
import org.annals.dcb.CourseEvent.CourseRenamed;
import org.annals.dcb.CourseEvent.StudentJoined;
import org.annals.dcb.CourseEvent.StudentRegistered;
import org.annals.domain.Dog;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.Metadata;
import org.annals.domain.Recording;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.LogSelection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

final class SliceTest {
    private static final EventTag MATHS = EventTag.of("course", "maths");
    private static final EventTag ANNA = EventTag.of("student", "anna");

    private final CourseOffice office = new CourseOffice();

    @AfterEach
    void close() {
        office.close();
    }

    private void happened(CourseEvent... events) {
        for (CourseEvent event : events) {
            office.save(DomainEvent.of(event, EventDetails.none()));
        }
    }

    private List<Object> recorded() {
        return office.events()
                .read(LogSelection.all())
                .<Object>map(each -> each.domainEvent().event())
                .toList();
    }

    /** Is told what to do before it decides, as others would meanwhile. */
    private static class Interrupted extends Slice<CourseEvent> {
        final List<String> attempts = new ArrayList<>();
        private final Consumer<Interrupted> meanwhile;
        int joined;
        String name = "";

        Interrupted(Consumer<Interrupted> meanwhile) {
            this.meanwhile = meanwhile;
            boundary(MATHS)
                    .on(StudentJoined.class, e -> joined++)
                    .observe(CourseRenamed.class, e -> name = e.name());
        }

        @Override
        protected void execute() {
            attempts.add(joined + name);
            meanwhile.accept(this);
            trigger(new StudentJoined("bob", "maths"));
        }
    }

    @Test
    void aSliceDecidesByTheEventsWithinItsBoundaryAndTagsWhatItTriggers() {
        happened(new CourseRegistered("maths", "Maths", 2), new StudentRegistered("anna", "A", 3));

        // @start region="execute"
        Executed<JoinCourse> joined = office.execute(new JoinCourse("anna", "maths"));
        // @end

        assertThat(joined.position()).hasValue(3);
        assertThat(joined.attempts()).isEqualTo(1);
        assertThat(joined.recordings().getFirst().domainEvent().tags())
                .containsExactly(ANNA, MATHS);
        assertThat(joined.recordings().getFirst().domainEvent().origin()).isNull();
    }

    @Test
    void aHandlerIsGivenEventsOfItsOwnBoundaryAlone() {
        happened(
                new CourseRegistered("maths", "Maths", 10),
                new StudentRegistered("anna", "A", 10),
                new StudentJoined("anna", "physics"),
                new StudentJoined("bob", "maths"),
                new StudentJoined("carl", "maths"),
                new StudentJoined("carl", "physics"));
        var slice = office.decisions().evaluate(new JoinCourse("anna", "maths"));
        assertThat(slice.places()).isEqualTo(8);
        assertThat(slice.coursesLeft()).isEqualTo(9);
    }

    @Test
    void theStateIsThatOfAllReadEventsAndWhatIsTriggeredIsNotFolded() {
        happened(new CourseRegistered("maths", "Maths", 2), new StudentRegistered("anna", "A", 3));
        Executed<JoinCourse> joined = office.execute(new JoinCourse("anna", "maths"));
        assertThat(joined.state().places()).isEqualTo(2);
    }

    @Test
    void whatASliceRefusesIsNotRecorded() {
        happened(new CourseRegistered("maths", "Maths", 0));
        var slice = new JoinCourse("anna", "maths");
        assertThatIllegalStateException().isThrownBy(() -> office.execute(slice));
        assertThat(slice.pendingEvents()).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> office.save(slice))
                .withMessageContaining("has not decided");
        assertThat(recorded()).hasSize(1);
    }

    @Test
    void theBoundaryHasTheTypesOfTheHandlers() {
        assertThat(new JoinCourse("anna", "maths").readBoundary())
                .isEqualTo(
                        Boundary.of(MATHS)
                                .ofTypes(
                                        CourseRegistered.class,
                                        StudentJoined.class,
                                        CourseRenamed.class)
                                .or(
                                        Boundary.of(ANNA)
                                                .ofTypes(
                                                        StudentRegistered.class,
                                                        StudentJoined.class)));
    }

    @Test
    void afterAConflictItReadsOnAndDecidesAgain() {
        var slice =
                new Interrupted(
                        self -> {
                            if (self.attempts.size() < 3) {
                                happened(new StudentJoined("anna", "maths"));
                            }
                        });
        Executed<Interrupted> executed = office.execute(slice);
        assertThat(executed.attempts()).isEqualTo(3);
        assertThat(slice.attempts).containsExactly("0", "1", "2");
        assertThat(recorded()).hasSize(3);
        assertThat(executed.position()).hasValue(3);
    }

    @Test
    void theLastConflictIsThrownWhenTheBoundIsReached() {
        var slice = new Interrupted(self -> happened(new StudentJoined("anna", "maths")));
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> office.execute(slice));
        assertThat(slice.attempts).hasSize(5);
        assertThat(recorded()).hasSize(5);
    }

    @Test
    void anEventThatIsOnlyObservedIsNoConflict() {
        var slice = new Interrupted(self -> happened(new CourseRenamed("maths", "Mathematics")));
        assertThat(office.execute(slice).attempts()).isEqualTo(1);
    }

    @Test
    void anObservedEventIsReadAndFolded() {
        happened(
                new CourseRegistered("maths", "Maths", 2),
                new CourseRenamed("maths", "Mathematics"));
        assertThat(office.decisions().evaluate(new JoinCourse("anna", "maths")).courseName())
                .isEqualTo("Mathematics");
    }

    @Test
    void eventsOfOtherBoundariesAreNoConflict() {
        var slice =
                new Interrupted(
                        self ->
                                happened(
                                        new StudentJoined("anna", "physics"),
                                        new CourseRegistered("maths", "Maths", 2)));
        assertThat(office.execute(slice).attempts()).isEqualTo(1);
    }

    /** Registers a course whose name nobody else has. */
    private static final class RegisterCourse extends Slice<CourseEvent> {
        final String id;
        int attempts;

        RegisterCourse(String id) {
            this.id = id;
            boundary(EventTag.of("course", id));
        }

        @Override
        protected void execute() {
            attempts++;
            trigger(new CourseRegistered(id, id, 1));
        }
    }

    @Test
    void aSliceWithoutHandlersReadsNothingAndIsRefusedForWhatWasEverRecorded() {
        office.execute(new RegisterCourse("maths"));
        var second = new RegisterCourse("maths");
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> office.execute(second));
        assertThat(second.attempts).as("it is of no use to try again").isEqualTo(1);
        assertThat(second.position()).isZero();
        office.execute(new RegisterCourse("physics"));
        assertThat(recorded()).hasSize(2);
    }

    /** Depends on a course and on something that must never have happened. */
    private static final class JoinOnce extends Slice<CourseEvent> {
        int places;

        JoinOnce() {
            boundary(MATHS).on(CourseRegistered.class, e -> places = e.places());
            boundary(MATHS, ANNA).never(StudentJoined.class);
        }

        @Override
        protected void execute() {
            trigger(new StudentJoined("anna", "maths"));
        }
    }

    @Test
    void whatMustNeverHaveHappenedIsLookedForBeforeWhatWasReadToo() {
        happened(new StudentJoined("anna", "maths"), new CourseRegistered("maths", "Maths", 2));
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> office.execute(new JoinOnce()))
                .satisfies(e -> assertThat(e.matchingPosition()).isEqualTo(1));
    }

    @Test
    void whatMustNeverHaveHappenedIsNarrowerThanItsTags() {
        happened(new StudentJoined("anna", "physics"), new StudentJoined("bob", "maths"));
        assertThat(office.execute(new JoinOnce()).position()).hasValue(3);
    }

    /** Has the boundary that it is given. */
    private static final class Open extends Slice<CourseEvent> {
        Open(Consumer<Open> constructor) {
            constructor.accept(this);
        }

        @Override
        protected void execute() {
            trigger(new CourseRenamed("maths", "M"));
        }
    }

    @Test
    void aSliceWithoutABoundaryDependsOnNothing() {
        happened(new CourseRegistered("maths", "Maths", 2));
        assertThat(office.execute(new Open(self -> {})).position()).hasValue(2);
    }

    @Test
    void anEmptyBoundaryReadsAndGuardsTheWholeLog() {
        happened(new CourseRegistered("maths", "Maths", 2), new StudentRegistered("anna", "A", 1));
        List<CourseEvent> seen = new ArrayList<>();
        var slice = new Open(self -> self.boundary().on(CourseEvent.class, seen::add));
        office.decisions().decide(slice);
        assertThat(seen).hasSize(2);
        happened(new StudentRegistered("bob", "B", 1));
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> office.save(slice));
    }

    @Test
    void anEmptyBoundaryWithoutHandlersAllowsTheFirstEventOfALogOnly() {
        assertThat(office.execute(new Open(self -> self.boundary())).position()).hasValue(1);
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> office.execute(new Open(self -> self.boundary())));
    }

    @Test
    void handlersWithoutABoundaryAreRefused() {
        var slice = new Open(self -> self.on(CourseEvent.class, e -> {}));
        assertThatIllegalStateException()
                .isThrownBy(() -> office.execute(slice))
                .withMessageContaining("Open has handlers and no boundary");
    }

    @Test
    void handlersForAllBoundariesAreCalledOnceForAnEvent() {
        happened(new StudentJoined("anna", "maths"));
        List<CourseEvent> seen = new ArrayList<>();
        var slice =
                new Open(
                        self -> {
                            self.boundary(MATHS);
                            self.boundary(ANNA);
                            self.on(StudentJoined.class, seen::add);
                        });
        office.decisions().evaluate(slice);
        assertThat(seen).hasSize(1);
    }

    @Test
    void aDecisionThatIsRecordedIsNotTakenTwice() {
        var slice = new Open(self -> {});
        office.execute(slice);
        assertThatIllegalStateException()
                .isThrownBy(() -> office.execute(slice))
                .withMessageContaining("decided already");
        assertThat(office.save(slice)).isEmpty();
        assertThat(recorded()).hasSize(1);
    }

    @Test
    void nothingIsTriggeredButWhileItDecides() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Open(self -> self.trigger(new CourseRenamed("m", "M"))))
                .withMessageContaining("outside of its execute()");
        happened(new CourseRenamed("maths", "Maths"));
        var slice =
                new Open(
                        self ->
                                self.boundary(MATHS)
                                        .on(
                                                CourseRenamed.class,
                                                e -> self.trigger(new CourseRenamed("m", "M"))));
        assertThatIllegalStateException()
                .isThrownBy(() -> office.execute(slice))
                .withMessageContaining("while another event was being applied");
    }

    record Unregistered(int number) {}

    @Test
    void anEventOutsideTheRegistryIsRefusedAndNothingIsRecorded() {
        var slice =
                new Slice<Object>() {
                    @Override
                    protected void execute() {
                        trigger(new CourseRenamed("maths", "M"));
                        trigger(new Unregistered(1));
                    }
                };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> office.execute(slice))
                .withMessageContaining("Unregistered is not registered");
        assertThat(recorded()).isEmpty();
    }

    @Test
    void aHandlerOfAClassOutsideTheRegistryIsRefused() {
        var slice =
                new Slice<Object>() {
                    {
                        boundary(MATHS).on(Unregistered.class, e -> {});
                    }

                    @Override
                    protected void execute() {}
                };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> office.execute(slice))
                .withMessageContaining("Unregistered is not registered");
    }

    @Test
    void aSliceMayDecideOnNothing() {
        var slice =
                new Slice<CourseEvent>() {
                    @Override
                    protected void execute() {}
                };
        Executed<?> executed = office.execute(slice);
        assertThat(executed.position()).isEmpty();
        assertThat(executed.recordings()).isEmpty();
    }

    // @start region="query"
    static final class StudentsOf extends QuerySlice<CourseEvent> {
        private final List<String> students = new ArrayList<>();

        StudentsOf(String course) {
            boundary(EventTag.of("course", course))
                    .on(StudentJoined.class, e -> students.add(e.studentId()));
        }

        List<String> students() {
            return students;
        }
    }

    // @end

    @Test
    void aQueryIsAnsweredAndReadsOnlyWhatIsNewTheNextTime() {
        happened(new StudentJoined("anna", "maths"), new StudentJoined("anna", "physics"));
        var query = new StudentsOf("maths");
        assertThat(office.decisions().evaluate(query).students()).containsExactly("anna");
        assertThat(query.position()).isEqualTo(2);
        office.decisions().evaluate(query);
        happened(new StudentJoined("bob", "maths"));
        office.decisions().evaluate(query);
        office.decisions().evaluate(query);
        assertThat(query.students()).containsExactly("anna", "bob");
        assertThat(query.position()).isEqualTo(3);
    }

    @Test
    void eventsAreFoldedWithTheirOwnMetadata() {
        Metadata.with(Map.of("by", "clerk"), () -> happened(new StudentJoined("anna", "maths")));
        List<String> by = new ArrayList<>();
        office.decisions()
                .evaluate(
                        new Open(
                                self ->
                                        self.boundary(MATHS)
                                                .on(
                                                        StudentJoined.class,
                                                        e ->
                                                                by.add(
                                                                        Metadata.current()
                                                                                .get("by")))));
        assertThat(by).containsExactly("clerk");
    }

    @Test
    void aSliceAndAnAggregateAreSavedInOneAppendOrNot() {
        Dog dog = Dog.register("Fido");
        var slice = office.decisions().decide(new Interrupted(self -> {}));
        happened(new StudentJoined("anna", "maths"));
        assertThatThrownBy(() -> office.save(slice, dog))
                .isInstanceOf(AppendConditionFailedException.class);
        assertThat(recorded()).hasSize(1);

        office.decisions().decide(slice);
        List<Recording> saved = office.save(slice, dog);
        assertThat(saved).extracting(Recording::position).containsExactly(2L, 3L);
    }

    @Test
    void anObjectWithNothingPendingGuardsASaveNevertheless() {
        var guard = office.decisions().decide(new Open(self -> self.boundary(MATHS)));
        var nothing =
                new Slice<CourseEvent>() {
                    {
                        boundary(MATHS).on(StudentJoined.class, e -> {});
                    }

                    @Override
                    protected void execute() {}
                };
        office.decisions().decide(nothing);
        assertThat(office.save(nothing)).as("no database is asked").isEmpty();
        assertThat(guard.pendingEvents()).hasSize(1);
        happened(new StudentJoined("anna", "maths"));
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> office.save(nothing, Dog.register("Fido")));
    }

    @Test
    void anAggregatesEventWithATagIsWithinABoundary() {
        Dog dog = Dog.register("Fido");
        office.save(dog);
        List<Object> seen = new ArrayList<>();
        var slice =
                new Slice<Object>() {
                    {
                        boundary().on(Dog.Event.class, seen::add);
                    }

                    @Override
                    protected void execute() {
                        trigger(new CourseRenamed("maths", "M"));
                    }
                };
        office.decisions().decide(slice);
        assertThat(seen).containsExactly(new Dog.Event.Registered("Fido"));
        dog.addTrick("sit");
        office.save(dog);
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> office.save(slice));
    }

    @Test
    void conflictsAreCountedByWhoDecidedAndByTheKindOfBoundary() {
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(
                        () ->
                                office.execute(
                                        new Interrupted(
                                                self ->
                                                        happened(
                                                                new StudentJoined(
                                                                        "anna", "maths")))));
        office.execute(new RegisterCourse("physics"));
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> office.execute(new RegisterCourse("physics")));
        assertThat(office.decisions().conflicts())
                .containsExactly(
                        new ConflictCount(
                                Interrupted.class.getName(),
                                List.of("Course.StudentJoined with course"),
                                5),
                        new ConflictCount(
                                RegisterCourse.class.getName(),
                                List.of("any event with course"),
                                1));
    }
}
