package org.annals.dcb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.dcb.CourseEvent.CourseRegistered;
import org.annals.dcb.CourseEvent.StudentJoined;
import org.annals.dcb.CourseEvent.StudentRegistered;
import org.annals.domain.Decider;
import org.annals.domain.Dog;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.LogSelection;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** What several decisions in one save know of each other, and what becomes of torn ones. */
final class SavedTogetherTest {
    private final LogReads recorder = new LogReads();
    private final CourseOffice office =
            new CourseOffice(Settings.only(Map.of()).using(PersistenceModule.class, recorder));

    @BeforeEach
    void register() {
        happened(new CourseRegistered("maths", "Maths", 1));
        happened(new StudentRegistered("anna", "Anna", 9));
        happened(new StudentRegistered("bob", "Bob", 9));
    }

    @AfterEach
    void close() {
        office.close();
    }

    private void happened(CourseEvent event) {
        office.save(DomainEvent.of(event, EventDetails.none()));
    }

    private long head() {
        return office.events().recorder().head();
    }

    private JoinCourse joining(String student) {
        return office.decisions().decide(new JoinCourse(student, "maths"));
    }

    private Enrolment enrolment(String student) {
        return office.decisions()
                .group(Student.TYPE, student, Course.TYPE, "maths", Enrolment::new);
    }

    @Test
    void ofTwoDecisionsThatDoNotKnowEachOtherNoneIsRecorded() {
        var anna = joining("anna");
        var bob = joining("bob");
        assertThatIllegalStateException()
                .isThrownBy(() -> office.save(anna, bob))
                .withMessageContaining("was decided without")
                .withMessageContaining("Save one after the other");
        assertThat(head()).isEqualTo(3);
        assertThat(office.save(anna)).hasSize(1);
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> office.save(bob));
    }

    @Test
    void ofTwoGroupsWithCopiesOfOneMemberNoneIsRecorded() {
        var anna = enrolment("anna");
        var bob = enrolment("bob");
        anna.enrol();
        bob.enrol();
        assertThatIllegalStateException().isThrownBy(() -> office.save(anna, bob));
        assertThat(head()).isEqualTo(3);
    }

    @Test
    void ofTwoNewObjectsWithOneIdNoneIsRecorded() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                office.save(
                                        Course.register("physics", "P", 1),
                                        Course.register("physics", "Q", 1)));
        assertThat(head()).isEqualTo(3);
    }

    @Test
    void ofTwoStatesOverOneBoundaryNoneIsRecorded() {
        Decider<String, Integer, CourseEvent> counting =
                Decider.of(
                        0,
                        (student, count) -> List.of(new StudentJoined(student, "maths")),
                        (count, event) -> count + 1);
        Boundary maths = Boundary.of(EventTag.of("course", "maths"));
        var one = office.decisions().get(counting, maths);
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                office.save(
                                        one.trigger(new StudentJoined("anna", "maths")),
                                        one.trigger(new StudentJoined("bob", "maths"))));
    }

    @Test
    void decisionsThatDoNotConcernEachOtherAreSavedTogether() {
        happened(new CourseRegistered("physics", "P", 1));
        var physics = office.decisions().decide(new JoinCourse("bob", "physics"));
        assertThat(office.save(Dog.register("Fido"), joining("anna"), physics)).hasSize(3);
    }

    @Test
    void aMemberIsNotSavedWithoutTheGroupWhoseEventItHasApplied() {
        var enrolment = enrolment("anna");
        enrolment.enrol();
        enrolment.student().rename("Anne, of maths");
        assertThatIllegalStateException()
                .isThrownBy(() -> office.save(enrolment.student()))
                .withMessageContaining("Save the group");
        assertThat(office.save(enrolment.student(), enrolment)).hasSize(2);
    }

    @Test
    void aGroupKnowsOnlyWhatEveryMemberThatItConcernsKnows() {
        var enrolment = enrolment("anna");
        enrolment.course().renameFor("anna", "Maths for Anna");
        enrolment.enrol();
        assertThatIllegalStateException()
                .isThrownBy(() -> office.save(enrolment))
                .withMessageContaining("was decided without");
        var other = enrolment("anna");
        other.course().renameFor("bob", "Maths for Bob");
        other.enrol();
        assertThat(office.save(other)).as("that concerns nobody else of them").hasSize(2);
    }

    @Test
    void whoOnlyGuardedASaveWhoseReplyWasLostGoesOnByItself() {
        var guard = office.decisions().get(Student.TYPE, "bob");
        var joining = joining("anna");
        recorder.loseReplies(1);
        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> office.save(guard, joining));
        office.decisions().advance(guard);
        guard.rename("Bobby");
        assertThat(office.save(guard)).hasSize(1);
    }

    @Test
    void anObjectThatCouldNotApplyItsOwnEventIsSpent() {
        var sensitive = GroupTest.Sensitive.register();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> sensitive.rename("Mathematics"));
        assertThatIllegalStateException()
                .isThrownBy(() -> sensitive.rename("M"))
                .withMessageContaining("Get it again");
        assertThat(office.save(sensitive)).as("what came before is saved").hasSize(1);
    }

    @Test
    void aSliceThatHasNotDecidedIsNotSaved() {
        assertThatIllegalStateException()
                .isThrownBy(() -> office.save(new JoinCourse("anna", "maths")))
                .withMessageContaining("has not decided");
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                office.save(
                                        Dog.register("Fido"),
                                        office.decisions()
                                                .evaluate(new JoinCourse("anna", "maths"))));
        assertThat(head()).isEqualTo(3);
    }

    @Test
    void whatWasSentTogetherAndMayBeRecordedIsSavedTogetherAgain() {
        var course = office.decisions().get(Course.TYPE, "maths");
        course.rename("M");
        var joining = joining("anna");
        recorder.loseReplies(1);
        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> office.save(course, joining));
        assertThatIllegalStateException()
                .isThrownBy(() -> office.save(course))
                .withMessageContaining("Save the same objects together again");
        assertThat(office.save(course, joining)).hasSize(2);
        assertThat(head()).as("recorded once").isEqualTo(5);
        course.rename("N");
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .as("it has not seen who joined")
                .isThrownBy(() -> office.save(course));
    }

    @Test
    void aReadThatFailsHalfwayIsNotFoldedTwice() {
        happened(new CourseRegistered("large", "Large", 700));
        for (int i = 0; i < 700; i++) {
            happened(new StudentJoined("s" + i, "large"));
        }
        var slice = new JoinCourse("anna", "large");
        recorder.failRead(2);
        assertThatExceptionOfType(RecorderUnavailableException.class)
                .isThrownBy(() -> office.execute(slice));
        assertThatIllegalStateException()
                .isThrownBy(() -> office.execute(slice))
                .withMessageContaining("no place in Large");
        assertThat(slice.places()).isZero();
    }

    @Test
    void anAdvanceThatFailsHalfwayIsNotFoldedTwice() {
        happened(new CourseRegistered("large", "Large", 1_000));
        var large = office.decisions().get(Course.TYPE, "large");
        for (int i = 0; i < 700; i++) {
            happened(new StudentJoined("s" + i, "large"));
        }
        recorder.failRead(2);
        assertThatExceptionOfType(RecorderUnavailableException.class)
                .isThrownBy(() -> office.decisions().advance(large));
        office.decisions().advance(large);
        assertThat(large.students()).hasSize(700).doesNotHaveDuplicates();
    }

    @Test
    void aModelWhoseHandlerHasThrownIsNotReadOn() {
        var query =
                new QuerySlice<CourseEvent>() {
                    {
                        boundary(EventTag.of("course", "maths"))
                                .on(
                                        CourseRegistered.class,
                                        e -> {
                                            throw new IllegalArgumentException("handler");
                                        });
                    }
                };
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> office.decisions().evaluate(query));
        assertThatIllegalStateException()
                .isThrownBy(() -> office.decisions().evaluate(query))
                .withMessageContaining("Make another one");
        assertThat(office.events().read(LogSelection.all())).hasSize(3);
    }
}
