package org.annals.dcb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.dcb.CourseEvent.CourseRenamed;
import org.annals.dcb.CourseEvent.StudentJoined;
import org.annals.dcb.CourseEvent.StudentRegistered;
import org.annals.dcb.CourseEvent.StudentRenamed;
import org.annals.domain.Dog;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.domain.Recording;
import org.annals.persistence.AppendConditionFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

final class EnduringObjectTest {
    private final CourseOffice office = new CourseOffice();

    @AfterEach
    void close() {
        office.close();
    }

    private List<Recording> happened(CourseEvent event, EventTag... tags) {
        return office.save(DomainEvent.of(event, EventDetails.tagged(tags)));
    }

    private Student got(Student student) {
        return office.decisions().get(Student.TYPE, student.id());
    }

    @Test
    void aNewObjectHasOnePendingEventWithItsOwnTag() {
        var anna = Student.register("Anna", 2);
        assertThat(anna.id()).matches("student-[0-9a-f-]{36}");
        assertThat(anna.pendingEvents())
                .singleElement()
                .satisfies(
                        each ->
                                assertThat(each.tags())
                                        .containsExactly(EventTag.of("student", anna.id())));
        assertThat(anna.createdOn()).isEqualTo(anna.modifiedOn());
    }

    @Test
    void whatIsGotIsWhatWasSaved() {
        var anna = Student.register("Anna", 2);
        anna.rename("Anne");
        office.save(anna);
        assertThat(got(anna).name()).isEqualTo("Anne");
        assertThat(got(anna).createdOn()).isEqualTo(anna.createdOn());
        assertThat(got(anna).position()).isEqualTo(2);
        assertThat(got(anna).pendingEvents()).isEmpty();
    }

    @Test
    void anIdMayBeChosen() {
        var maths = Course.register("maths", "Maths", 3);
        office.save(maths);
        assertThat(office.decisions().get(Course.TYPE, "maths").name()).isEqualTo("Maths");
    }

    @Test
    void ofTwoObjectsWithOneIdOneIsRefused() {
        office.save(Course.register("maths", "Maths", 3));
        var second = Course.register("maths", "Mathematics", 3);
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> office.save(second));
        assertThat(second.pendingEvents()).as("nothing is lost").hasSize(1);
    }

    @Test
    void itIsSavedAndChangedAndSavedAgain() {
        var anna = Student.register("Anna", 2);
        office.save(anna);
        anna.rename("Anne");
        office.save(anna);
        happened(new CourseRenamed("maths", "M"));
        anna.rename("Anni");
        office.save(anna);
        assertThat(anna.pendingEvents()).isEmpty();
        assertThat(got(anna).name()).isEqualTo("Anni");
    }

    @Test
    void whatOthersHaveRecordedSinceItWasReadIsAConflict() {
        var anna = Student.register("Anna", 2);
        office.save(anna);
        var same = got(anna);
        anna.rename("Anne");
        office.save(anna);
        same.rename("Anni");
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> office.save(same));
        assertThat(got(anna).name()).isEqualTo("Anne");
    }

    @Test
    void tagsAreItsOwnThenThoseGivenThenThoseOfComponentsEachOnce() {
        var school = EventTag.of("school", "north");
        var tagging =
                new Object() {
                    List<EventTag> tags() {
                        var anna = Tagged.register("anna", school, EventTag.of("tagged", "anna"));
                        return anna.pendingEvents().getFirst().tags();
                    }
                };
        assertThat(tagging.tags())
                .containsExactly(
                        EventTag.of("tagged", "anna"), school, EventTag.of("student", "anna"));
    }

    /** Gives tags by hand. */
    static final class Tagged extends EnduringObject<CourseEvent> {
        static final EnduringType<Tagged> TYPE =
                EnduringType.of(Tagged.class, StudentRegistered.class, Tagged::new);

        private Tagged() {
            super(TYPE);
        }

        static Tagged register(String id, EventTag... tags) {
            var made = new Tagged();
            made.begin(id);
            made.trigger(new StudentRegistered(id, "A", 1), EventDetails.tagged(tags));
            return made;
        }

        static Tagged renamedFirst() {
            var made = new Tagged();
            made.trigger(new StudentRenamed("anna", "A"));
            return made;
        }

        @Override
        protected void apply(CourseEvent event) {}
    }

    @Test
    void anEventOfAnotherClassWithItsTagChangesNothing() {
        var anna = Student.register("Anna", 2);
        office.save(anna);
        office.save(
                DomainEvent.of(
                        new Dog.Event.Registered("Fido"),
                        new Origin("dog-1", 1),
                        EventDetails.tagged(anna.tag())));
        assertThat(got(anna).name()).isEqualTo("Anna");
        assertThat(got(anna).position()).isEqualTo(2);
    }

    @Test
    void anEventOfAnotherClassWithItsTagIsAConflictNevertheless() {
        var anna = Student.register("Anna", 2);
        office.save(anna);
        happened(new CourseRenamed("maths", "M"), anna.tag());
        anna.rename("Anne");
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> office.save(anna));
    }

    @Test
    void anIdThatNoEventCreatesIsNotFound() {
        happened(new StudentJoined("ghost", "maths"));
        assertThatExceptionOfType(EnduringObjectNotFoundException.class)
                .isThrownBy(() -> office.decisions().get(Student.TYPE, "ghost"))
                .withMessageContaining("student:ghost")
                .satisfies(e -> assertThat(e.tag()).isEqualTo(EventTag.of("student", "ghost")));
        assertThat(office.decisions().find(Student.TYPE, "nobody")).isEmpty();
    }

    @Test
    void manyComeInTheOrderInWhichTheyAreAskedForWithPlacesForThoseThatAreMissing() {
        var anna = Student.register("Anna", 2);
        var bob = Student.register("Bob", 2);
        office.save(anna, bob);
        List<Optional<Student>> many =
                office.decisions().getMany(Student.TYPE, bob.id(), "nobody", anna.id(), bob.id());
        assertThat(many.stream().map(each -> each.map(Student::name).orElse("?")))
                .containsExactly("Bob", "?", "Anna", "Bob");
        assertThat(many.getFirst().orElseThrow()).isSameAs(many.getLast().orElseThrow());
        assertThat(office.decisions().getMany(Student.TYPE)).isEmpty();
    }

    @Test
    void thousandsAreReadAtOnce() {
        String[] ids = new String[3_000];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = "student-" + i;
            if (i % 2 == 0) {
                happened(new StudentRegistered(ids[i], "S" + i, 1));
            }
        }
        List<Optional<Student>> many = office.decisions().getMany(Student.TYPE, ids);
        assertThat(many).hasSize(3_000);
        assertThat(many.stream().filter(Optional::isPresent)).hasSize(1_500);
        assertThat(many.get(2_998).orElseThrow().name()).isEqualTo("S2998");
    }

    @Test
    void advancingAppliesOnlyWhatIsNew() {
        var anna = Student.register("Anna", 5);
        office.save(anna);
        var mine = got(anna);
        happened(new StudentJoined(anna.id(), "maths"));
        office.decisions().advance(mine);
        office.decisions().advance(mine);
        assertThat(mine.courses()).containsExactly("maths");
        mine.rename("Anne");
        office.save(mine);
        office.decisions().advance(mine);
        assertThat(mine.courses()).containsExactly("maths");
    }

    @Test
    void objectsOfDifferentPositionsAreAdvancedTogether() {
        var anna = Student.register("Anna", 5);
        office.save(anna);
        var bob = Student.register("Bob", 5);
        office.save(bob);
        happened(new StudentJoined(anna.id(), "maths"));
        var late = got(anna);
        happened(new StudentJoined(bob.id(), "maths"));
        happened(new StudentJoined(anna.id(), "physics"));
        office.decisions().advance(late, bob);
        assertThat(late.courses()).containsExactly("maths", "physics");
        assertThat(bob.courses()).containsExactly("maths");
    }

    @Test
    void twoObjectsOfOneIdAreAdvancedBoth() {
        var anna = Student.register("Anna", 5);
        office.save(anna);
        var one = got(anna);
        var other = got(anna);
        happened(new StudentJoined(anna.id(), "maths"));
        office.decisions().advance(one, other, one);
        assertThat(one.courses()).containsExactly("maths");
        assertThat(other.courses()).containsExactly("maths");
    }

    @Test
    void whatHasUnsavedEventsIsNotAdvanced() {
        var anna = Student.register("Anna", 5);
        assertThatIllegalStateException()
                .isThrownBy(() -> office.decisions().advance(anna))
                .withMessageContaining("not saved");
    }

    @Test
    void whatAnotherObjectOfTheSameSaveHasRecordedIsNotOverlooked() {
        var anna = Student.register("Anna", 5);
        office.save(anna);
        anna.rename("Anne");
        office.save(
                anna, DomainEvent.of(new StudentJoined(anna.id(), "maths"), EventDetails.none()));
        assertThat(anna.courses()).isEmpty();
        anna.rename("Anni");
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> office.save(anna));

        var other = got(anna);
        other.rename("Ann");
        office.save(
                other,
                DomainEvent.of(new StudentJoined(anna.id(), "physics"), EventDetails.none()));
        office.decisions().advance(other);
        assertThat(other.courses()).containsExactly("maths", "physics");
        other.rename("Anna");
        office.save(other);
        assertThat(got(anna).name()).isEqualTo("Anna");
    }

    @Test
    void theFirstEventIsOneThatCreatesTheObject() {
        assertThatIllegalStateException()
                .isThrownBy(Tagged::renamedFirst)
                .withMessageContaining("does not exist yet, and begins with");
    }

    @Test
    void anEventThatCannotBeAppliedIsNotPending() {
        var anna = Student.register("Anna", 0);
        office.save(anna);
        assertThatExceptionOfType(Student.TooManyCoursesException.class)
                .isThrownBy(
                        () ->
                                new Enrolment(
                                                Optional.of(anna),
                                                Optional.of(Course.register("Maths", 1)))
                                        .enrol());
        assertThat(anna.pendingEvents()).isEmpty();
    }

    @Test
    void aCommandIsGivenAnewAfterAConflict() {
        var maths = Course.register("Maths", 3);
        office.save(maths);
        List<String> names = new ArrayList<>();
        // @start region="execute"
        var renamed =
                office.execute(
                        () -> office.decisions().get(Course.TYPE, maths.id()),
                        course -> {
                            names.add(course.name());
                            if (names.size() == 1) {
                                happened(new CourseRenamed(maths.id(), "M"));
                            }
                            course.rename("Mathematics");
                        });
        // @end
        assertThat(names).containsExactly("Maths", "M");
        assertThat(renamed.attempts()).isEqualTo(2);
        assertThat(renamed.position()).hasValue(3);
    }

    @Test
    void aTypeWithoutAnEventThatCreatesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnduringType.of(Tagged.class, CourseEvent.class, Tagged::new))
                .withMessageContaining("Name the event with which its objects begin");
    }

    @Test
    void aTypeMayHaveAKeyOfItsOwn() {
        var pupils = Tagged.TYPE.taggedBy("pupil");
        assertThat(pupils.tagOf("anna")).isEqualTo(EventTag.of("pupil", "anna"));
        assertThat(pupils.newId()).startsWith("pupil-");
        assertThatIllegalArgumentException().isThrownBy(() -> Tagged.TYPE.taggedBy("a:b"));
        assertThatIllegalArgumentException().isThrownBy(() -> pupils.tagOf(" "));
    }

    @Test
    void aTypeThatTheConstructorDoesNotKnowIsRefused() {
        var pupils = Tagged.TYPE.taggedBy("pupil");
        assertThatIllegalStateException()
                .isThrownBy(() -> office.decisions().find(pupils, "anna"))
                .withMessageContaining("hands another type to its superclass");
    }

    @Test
    void itsTypeBringsItsEvents() {
        assertThat(Student.TYPE.eventClasses())
                .isEqualTo(
                        Arrays.stream(CourseEvent.class.getPermittedSubclasses())
                                .collect(Collectors.toSet()));
    }
}
