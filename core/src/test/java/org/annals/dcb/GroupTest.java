package org.annals.dcb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.dcb.CourseEvent.CourseRenamed;
import org.annals.dcb.CourseEvent.StudentJoined;
import org.annals.dcb.CourseEvent.StudentRegistered;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.Recording;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.RecorderClosedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

final class GroupTest {
    private final CourseOffice office = new CourseOffice();
    private final Student anna = Student.register("Anna", 2);
    private final Course maths = Course.register("Maths", 1);

    @BeforeEach
    void register() {
        office.save(anna, maths);
    }

    @AfterEach
    void close() {
        office.close();
    }

    private Enrolment got() {
        // @start region="get"
        return office.decisions()
                .group(Student.TYPE, anna.id(), Course.TYPE, maths.id(), Enrolment::new);
        // @end
    }

    private void happened(CourseEvent event) {
        office.save(DomainEvent.of(event, EventDetails.none()));
    }

    @Test
    void oneEventIsAFactForAllMembersAndIsRecordedOnce() {
        var enrolment = got();
        enrolment.enrol();
        assertThat(enrolment.student().courses()).containsExactly(maths.id());
        assertThat(enrolment.course().students()).containsExactly(anna.id());
        assertThat(enrolment.student().pendingEvents()).isEmpty();
        List<Recording> saved = office.save(enrolment);
        assertThat(saved).hasSize(1);
        assertThat(saved.getFirst().domainEvent().tags())
                .containsExactly(
                        EventTag.of("student", anna.id()), EventTag.of("course", maths.id()));
        assertThat(got().student().courses()).containsExactly(maths.id());
        assertThat(got().course().students()).containsExactly(anna.id());
    }

    /** Students who join together, one of whom may be named twice. */
    private static final class Friends extends Group<CourseEvent> {
        private final List<Student> students;

        Friends(List<Optional<Student>> students) {
            this.students = students.stream().map(each -> member(each.orElseThrow())).toList();
        }

        void join(String course) {
            trigger(new StudentJoined(students.getFirst().id(), course));
        }
    }

    @Test
    void aMemberThatIsNamedTwiceAppliesAnEventOnceAsItIsReplayed() {
        var friends =
                office.decisions().group(Student.TYPE, List.of(anna.id(), anna.id()), Friends::new);
        friends.join("physics");
        assertThat(friends.students.getFirst().courses()).containsExactly("physics");
        office.save(friends);
        assertThat(got().student().courses()).containsExactly("physics");
    }

    /** Counts all that happens to a student. */
    private static final class Diary extends EnduringObject<CourseEvent> {
        static final EnduringType<Diary> TYPE =
                EnduringType.of(Diary.class, StudentRegistered.class, Diary::new)
                        .taggedBy("student");
        int entries;

        Diary() {
            super(TYPE);
        }

        @Override
        protected void apply(CourseEvent event) {
            entries++;
        }
    }

    /** A student and a diary of the same tag. */
    private static final class Diarist extends Group<CourseEvent> {
        final Student student;
        final Diary diary;

        Diarist(Optional<Student> student, Optional<Diary> diary) {
            this.student = member(student.orElseThrow());
            this.diary = member(diary.orElseThrow());
        }

        void join(String course) {
            trigger(new StudentJoined(student.id(), course));
        }
    }

    @Test
    void membersOfSeveralClassesMayHaveOneTag() {
        happened(new StudentJoined(anna.id(), "physics"));
        var diarist =
                office.decisions()
                        .group(Student.TYPE, anna.id(), Diary.TYPE, anna.id(), Diarist::new);
        assertThat(diarist.student.courses()).containsExactly("physics");
        assertThat(diarist.diary.entries).isEqualTo(2);
        diarist.join("art");
        assertThat(office.save(diarist).getFirst().domainEvent().tags())
                .containsExactly(EventTag.of("student", anna.id()), EventTag.of("course", "art"));
    }

    /** A student, a course and a diary: three classes. */
    private static final class Logged extends Group<CourseEvent> {
        final Student student;
        final Course course;
        final Diary diary;

        Logged(Student student, Course course, Diary diary) {
            this.student = member(student);
            this.course = member(course);
            this.diary = member(diary);
        }

        void enrol() {
            trigger(new StudentJoined(student.id(), course.id()));
        }

        void note() {
            trigger(new CourseRenamed(course.id(), course.name() + "!"));
        }
    }

    private Logged logged(String studentId) {
        String courseId = maths.id();
        // @start region="members"
        Members members = office.decisions().members();
        Member<Student> student = members.add(Student.TYPE, studentId);
        Member<Course> course = members.add(Course.TYPE, courseId);
        Member<Diary> diary = members.add(Diary.TYPE, studentId);
        return members.group(() -> new Logged(student.get(), course.get(), diary.get()));
        // @end
    }

    @Test
    void membersMayBeOfAnyNumberOfClasses() {
        var logged = logged(anna.id());
        logged.enrol();
        office.save(logged);

        assertThat(logged.diary.entries).isEqualTo(2);
        assertThat(got().student().courses()).containsExactly(maths.id());
        assertThat(got().course().students()).containsExactly(anna.id());
        for (CourseEvent event :
                List.of(
                        new StudentJoined(anna.id(), "physics"),
                        new CourseRenamed(maths.id(), "M"))) {
            var another = logged(anna.id());
            happened(event);
            another.note();
            assertThatExceptionOfType(AppendConditionFailedException.class)
                    .isThrownBy(() -> office.save(another));
        }
    }

    @Test
    void aMemberThatIsNotThereIsSaidAndIsPartOfTheDecision() {
        assertThatExceptionOfType(EnduringObjectNotFoundException.class)
                .isThrownBy(() -> logged("nobody"))
                .withMessageContaining("student:nobody");

        Members members = office.decisions().members();
        Member<Student> bob = members.add(Student.TYPE, "bob");
        Member<Course> course = members.add(Course.TYPE, maths.id());
        var asking = members.group(() -> new Asking(bob.find(), course.find()));
        assertThat(bob.find()).isEmpty();
        happened(new StudentRegistered("bob", "Bob", 1));
        asking.note();
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> office.save(asking));
    }

    @Test
    void membersAreForOneGroupAndKnownOnlyThen() {
        Members members = office.decisions().members();
        Member<Course> course = members.add(Course.TYPE, maths.id());
        assertThatIllegalStateException()
                .isThrownBy(course::get)
                .withMessageContaining("course:" + maths.id());
        members.group(() -> new Asking(Optional.empty(), course.find()));

        assertThatIllegalStateException()
                .isThrownBy(() -> members.add(Course.TYPE, "physics"))
                .withMessageContaining("was asked for");
        assertThatIllegalStateException()
                .isThrownBy(() -> members.group(() -> new Asking(Optional.empty(), course.find())));
    }

    @Test
    void membersWhoCouldNotBeReadAreNotReadAgain() {
        Members members = office.decisions().members();
        Member<Course> course = members.add(Course.TYPE, maths.id());
        office.close();
        assertThatExceptionOfType(RecorderClosedException.class)
                .isThrownBy(() -> members.group(() -> new Asking(Optional.empty(), course.find())));

        assertThatIllegalStateException()
                .isThrownBy(() -> members.group(() -> new Asking(Optional.empty(), course.find())));
        assertThatIllegalStateException().isThrownBy(course::find);
    }

    @Test
    void whatIsRecordedOfAnyMemberIsAConflict() {
        for (CourseEvent event :
                List.of(
                        new StudentJoined(anna.id(), "physics"),
                        new CourseRenamed(maths.id(), "M"))) {
            var enrolment = got();
            happened(event);
            enrolment.enrol();
            assertThatExceptionOfType(AppendConditionFailedException.class)
                    .isThrownBy(() -> office.save(enrolment));
        }
        var unrelated = got();
        happened(new StudentJoined("bob", "physics"));
        unrelated.enrol();
        office.save(unrelated);
    }

    @Test
    void aMemberThatThrowsVetoes() {
        happened(new StudentJoined("bob", maths.id()));
        var enrolment = got();
        assertThatExceptionOfType(Course.CourseFullException.class).isThrownBy(enrolment::enrol);
        assertThat(enrolment.pendingEvents()).isEmpty();
        assertThat(office.save(enrolment)).isEmpty();
        assertThat(enrolment.student().courses()).as("nobody has applied it").isEmpty();
        enrolment.student().rename("Anne");
        enrolment.course().rename("M");
        assertThat(office.save(enrolment)).hasSize(2);
    }

    @Test
    void aRuleThatOthersHaveBrokenKeepsNobodyFromGettingTheMember() {
        happened(new StudentJoined("bob", maths.id()));
        happened(new StudentJoined("carl", maths.id()));
        assertThat(got().course().students()).containsExactly("bob", "carl");
    }

    /** Cannot apply a name that is too long. */
    static final class Sensitive extends EnduringObject<CourseEvent> {
        static final EnduringType<Sensitive> TYPE =
                EnduringType.of(Sensitive.class, CourseEvent.CourseRegistered.class, Sensitive::new)
                        .taggedBy("sensitive");

        private Sensitive() {
            super(TYPE);
            begin("s");
        }

        static Sensitive register() {
            var made = new Sensitive();
            made.trigger(new CourseEvent.CourseRegistered("s", "S", 1));
            return made;
        }

        void rename(String name) {
            trigger(new CourseRenamed("s", name));
        }

        @Override
        protected void apply(CourseEvent event) {
            if (event instanceof CourseRenamed renamed && renamed.name().length() > 3) {
                throw new IllegalArgumentException("too long");
            }
        }
    }

    /** A course, and what cannot apply everything. */
    static final class Pair extends Group<CourseEvent> {
        Pair(Course course, Sensitive sensitive) {
            member(course);
            member(sensitive);
        }

        void rename(String name) {
            trigger(new CourseRenamed("maths", name));
        }
    }

    @Test
    void aMemberThatHasAppliedWhatAnotherCouldNotIsSpent() {
        var course = office.decisions().get(Course.TYPE, maths.id());
        var pair = new Pair(course, Sensitive.register());
        pair.rename("M");
        assertThatIllegalArgumentException().isThrownBy(() -> pair.rename("Mathematics"));
        assertThatIllegalStateException()
                .isThrownBy(() -> course.rename("Maths"))
                .withMessageContaining("Get it again");
        assertThatIllegalStateException()
                .isThrownBy(() -> office.decisions().advance(course))
                .withMessageContaining("Get it again");
        assertThat(office.save(pair)).as("what was triggered before is saved").hasSize(2);
    }

    @Test
    void theMembersOwnEventsAreSavedWithTheGroupInTheOrderInWhichTheyWereTriggered() {
        var enrolment = got();
        enrolment.student().rename("Anne");
        enrolment.enrol();
        enrolment.course().rename("M");
        List<Recording> saved = office.save(enrolment);
        assertThat(
                        saved.stream()
                                .map(each -> each.domainEvent().event().getClass().getSimpleName()))
                .containsExactly("StudentRenamed", "StudentJoined", "CourseRenamed");
        assertThat(enrolment.student().pendingEvents()).isEmpty();
        assertThat(enrolment.course().pendingEvents()).isEmpty();
    }

    @Test
    void aGroupAndItsMembersAreSavedChangedAndSavedAgain() {
        var enrolment = got();
        enrolment.enrol();
        office.save(enrolment);
        enrolment.student().rename("Anne");
        office.save(enrolment);
        enrolment.course().rename("M");
        office.save(enrolment.course());
        enrolment.student().rename("Anni");
        office.save(enrolment.student(), enrolment.course(), enrolment);
        assertThat(got().student().name()).isEqualTo("Anni");
        assertThat(got().course().name()).isEqualTo("M");
    }

    @Test
    void aConstructorDecidesWhatToThrowForAMissingMember() {
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(
                        () ->
                                office.decisions()
                                        .group(
                                                Student.TYPE,
                                                "nobody",
                                                Course.TYPE,
                                                maths.id(),
                                                Enrolment::new))
                .withMessage("student");
    }

    /** Notes on a course who asked for it, whether that is a student or not. */
    static final class Asking extends Group<CourseEvent> {
        private final Course course;

        Asking(Optional<Student> student, Optional<Course> course) {
            student.ifPresent(this::member);
            this.course = member(course.orElseThrow());
        }

        void note() {
            trigger(new CourseRenamed(course.id(), course.name() + "?"));
        }
    }

    @Test
    void aMemberThatIsMissingMustBeMissingStillWhenTheGroupIsSaved() {
        var asking =
                office.decisions().group(Student.TYPE, "bob", Course.TYPE, maths.id(), Asking::new);
        asking.note();
        office.save(asking);
        asking.note();
        happened(new StudentRegistered("bob", "Bob", 1));
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> office.save(asking));
    }

    /** Swaps the names of any number of students. */
    static final class Everyone extends Group<CourseEvent> {
        final List<Student> students;

        Everyone(List<Optional<Student>> students) {
            this.students = students.stream().flatMap(Optional::stream).map(this::member).toList();
        }

        void join(String course) {
            trigger(new StudentJoined("everyone", course));
        }
    }

    @Test
    void aGroupHasAnyNumberOfMembers() {
        var bob = Student.register("Bob", 2);
        office.save(bob);
        var everyone =
                office.decisions()
                        .group(Student.TYPE, List.of(bob.id(), "nobody", anna.id()), Everyone::new);
        everyone.join("physics");
        office.save(everyone);
        assertThat(office.decisions().get(Student.TYPE, anna.id()).courses())
                .containsExactly("physics");
        assertThat(office.decisions().get(Student.TYPE, bob.id()).courses())
                .containsExactly("physics");
    }

    @Test
    void aGroupOfNobodyTriggersNothing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Everyone(List.of()).join("physics"))
                .withMessageContaining("has no members");
    }

    @Test
    void newObjectsMayBeMembers() {
        var bob = Student.register("Bob", 1);
        var physics = Course.register("Physics", 1);
        var enrolment = new Enrolment(Optional.of(bob), Optional.of(physics));
        enrolment.enrol();
        assertThat(office.save(enrolment)).hasSize(3);
        assertThat(office.decisions().get(Course.TYPE, physics.id()).students())
                .containsExactly(bob.id());
    }

    @Test
    void membersThatWereReadAtDifferentTimesAreEachGuardedFromThere() {
        happened(new StudentJoined("bob", "physics"));
        var course = office.decisions().get(Course.TYPE, maths.id());
        happened(new StudentJoined(anna.id(), "physics"));
        var student = office.decisions().get(Student.TYPE, anna.id());
        var enrolment = new Enrolment(Optional.of(student), Optional.of(course));
        enrolment.enrol();
        assertThat(enrolment.conditions()).hasSize(2);
        assertThat(office.save(enrolment)).hasSize(1);
    }
}
