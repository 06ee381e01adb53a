package org.annals.dcb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.application.Executed;
import org.annals.dcb.CourseEvent.CourseRegistered;
import org.annals.dcb.CourseEvent.CourseRenamed;
import org.annals.dcb.CourseEvent.StudentJoined;
import org.annals.domain.Decider;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

final class BoundaryTest {
    private static final EventTag MATHS = EventTag.of("course", "maths");
    private static final EventTypes TYPES = EventTypes.of(CourseEvent.class);

    private final CourseOffice office = new CourseOffice();

    @AfterEach
    void close() {
        office.close();
    }

    private void happened(CourseEvent event) {
        office.save(DomainEvent.of(event, EventDetails.none()));
    }

    @Test
    void aBoundaryIsAQueryOfClassesInPlaceOfNames() {
        String anna = "anna";
        // @start region="boundary"
        var boundary =
                Boundary.of(EventTag.of("course", "maths"))
                        .ofTypes(CourseRegistered.class, StudentJoined.class)
                        .or(Boundary.of(EventTag.of("student", anna)));
        // @end
        assertThat(boundary.toQuery(TYPES))
                .isEqualTo(
                        Query.of(
                                new QueryItem(
                                        Set.of("Course.CourseRegistered", "Course.StudentJoined"),
                                        Set.of(MATHS)),
                                QueryItem.ofTags(EventTag.of("student", "anna"))));
    }

    @Test
    void ofWhatAStoredEventWasSplitIntoSomeMayBeWithin() {
        var anna = EventTag.of("student", "anna");
        var one = Boundary.of(MATHS).ofTypes(StudentJoined.class);
        var two = one.or(Boundary.of(anna).ofTypes(CourseRenamed.class));
        var joined = new StudentJoined("anna", "maths");
        var renamed = new CourseRenamed("maths", "M");
        assertThat(one.covers(joined, () -> Set.of(MATHS))).isTrue();
        assertThat(one.covers(renamed, () -> Set.of(MATHS))).isFalse();
        assertThat(two.covers(renamed, () -> Set.of(MATHS))).isFalse();
        assertThat(two.covers(renamed, () -> Set.of(MATHS, anna))).isTrue();
        assertThat(Boundary.everything().covers(renamed, Set::of)).isTrue();
    }

    @Test
    void aSealedInterfaceStandsForAllItPermits() {
        assertThat(Boundary.everything().ofTypes(CourseEvent.class).toQuery(TYPES))
                .isEqualTo(
                        Query.ofTypes(TYPES.storedNames(CourseEvent.class).toArray(String[]::new)));
    }

    @Test
    void everythingAndNothingDiffer() {
        assertThat(Boundary.everything().toQuery(TYPES).matchesEverything()).isTrue();
        assertThat(Boundary.none().isNone()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> Boundary.none().toQuery(TYPES));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Boundary.of(MATHS).ofTypes(String.class).toQuery(TYPES));
    }

    private static final Decider<String, List<String>, CourseEvent> ENROLLING =
            Decider.of(
                    List.of(),
                    (student, there) ->
                            there.size() >= 2
                                    ? List.of()
                                    : List.of(new StudentJoined(student, "maths")),
                    (there, event) -> {
                        if (event instanceof StudentJoined(var student, var course)) {
                            var more = new ArrayList<>(there);
                            more.add(student);
                            return List.copyOf(more);
                        }
                        return there;
                    });

    @Test
    void aDeciderDecidesOverABoundary() {
        happened(new StudentJoined("bob", "physics"));
        Executed<List<String>> first = office.execute(ENROLLING, Boundary.of(MATHS), "anna");
        assertThat(first.state()).containsExactly("anna");
        assertThat(first.position()).hasValue(2);
        office.execute(ENROLLING, Boundary.of(MATHS), "bob");
        Executed<List<String>> third = office.execute(ENROLLING, Boundary.of(MATHS), "carl");
        assertThat(third.state()).containsExactly("anna", "bob");
        assertThat(third.recordings()).isEmpty();
    }

    @Test
    void aDeciderOverABoundaryDecidesAnewAfterAConflict() {
        var commands = new ArrayList<Integer>();
        Decider<String, Integer, CourseEvent> counting =
                Decider.of(
                        0,
                        (student, there) -> {
                            commands.add(there);
                            if (there == 0) {
                                happened(new StudentJoined("bob", "maths"));
                            }
                            return List.of(new StudentJoined(student, "maths"));
                        },
                        (there, event) -> there + 1);
        Executed<Integer> executed = office.execute(counting, Boundary.of(MATHS), "anna");
        assertThat(commands).containsExactly(0, 1);
        assertThat(executed.attempts()).isEqualTo(2);
        assertThat(executed.state()).isEqualTo(2);
    }

    @Test
    void aBoundedStateIsForOneSave() {
        var before = office.decisions().get(ENROLLING, Boundary.of(MATHS));
        office.save(before.trigger(new StudentJoined("anna", "maths")));
        assertThatExceptionOfType(AppendConditionFailedException.class)
                .isThrownBy(() -> office.save(before.trigger(new StudentJoined("bob", "maths"))));
    }

    @Test
    void aDecisionThatDependsOnNothingIsAlwaysRecorded() {
        var state = office.decisions().get(ENROLLING, Boundary.none());
        happened(new CourseRenamed("maths", "M"));
        assertThat(state.conditions()).isEmpty();
        assertThat(office.save(state.trigger(new StudentJoined("anna", "maths")))).hasSize(1);
    }
}
