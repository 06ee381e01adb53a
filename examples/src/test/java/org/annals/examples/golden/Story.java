package org.annals.examples.golden;

import org.annals.domain.DomainEvent;
import org.annals.domain.Erasable;
import org.annals.domain.EventDetails;
import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.domain.Snapshot;
import org.annals.domain.SubjectErased;
import org.annals.domain.Uuids;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.Tracking;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What every golden log says: each kind of thing that a log can store, at least once. It never
 * changes, since the logs do not: what a later version can store besides has a story of its own.
 */
final class Story {
    static final Instant TIME = Instant.parse("1603-01-01T00:00:00.000001Z");
    static final EventTag NORTH = EventTag.of("ward", "north");
    static final String ERASED = "p-2";
    static final LogIdentity IDENTITY = new LogIdentity("Hospital", new UUID(1, 1), new UUID(1, 2));

    static final String TREATMENT =
            "bed rest, bed rest, and again bed rest, with a broth of beef every morning";

    private static final Erasable<String> OPHELIA = Erasable.of("Ophelia");
    private static final Erasable<String> FENNEL =
            Erasable.of("There's fennel for you, and columbines");

    static final Tracking KITCHEN = Tracking.of("Kitchen", 1);
    static final Tracking PHARMACY = new Tracking("Pharmacy", 7, new UUID(3, 7), 2);

    static final DomainEvent<?> ADMITTED =
            ofPatient(1, "p-1", 1, new Patient.Event.Admitted(OPHELIA, "North"), NORTH);
    static final DomainEvent<?> ADMITTED_AND_ERASED =
            ofPatient(2, ERASED, 1, new Patient.Event.Admitted(Erasable.erased(), "South"));
    static final DomainEvent<?> MOVED =
            ofPatient(
                    3, "p-1", 2, new Patient.Event.Moved("West", 0), EventTag.of("bed", "größer"));
    static final DomainEvent<?> TREATED =
            ofPatient(4, "p-1", 3, new Patient.Event.Treated(TREATMENT), NORTH);
    static final DomainEvent<?> TREATED_BY_THE_BOOK =
            ofPatient(5, "p-1", 4, new Patient.Event.Treated(TREATMENT));
    static final DomainEvent<?> TREATED_IN_SECRET =
            ofPatient(6, ERASED, 2, new Patient.Event.Treated(TREATMENT));
    static final DomainEvent<?> VISITED =
            ofPatient(7, "p-1", 5, new Patient.Event.Visited("v-1", FENNEL));
    static final DomainEvent<?> INSPECTED =
            DomainEvent.of(new Hospital.Inspected(TREATMENT), details(8).withTags(NORTH));
    static final DomainEvent<?> SUBJECT_ERASED =
            DomainEvent.of(
                    new SubjectErased(ERASED),
                    EventDetails.at(TIME)
                            .withId(Uuids.nameBased(IDENTITY.logId(), "erased " + ERASED)));

    private Story() {}

    private static DomainEvent<?> ofPatient(
            long number, String id, long version, Patient.Event event, EventTag... tags) {
        return DomainEvent.of(event, new Origin(id, version), details(number).withTags(tags));
    }

    private static EventDetails details(long number) {
        return EventDetails.at(TIME.plusSeconds(number))
                .withId(new UUID(2, number))
                .withMetadata(Map.of("user", "will", "b", "2", "a", "é"));
    }

    /** Returns the log as it is read. */
    static List<DomainEvent<?>> events() {
        return List.of(
                ADMITTED,
                ADMITTED_AND_ERASED,
                MOVED,
                TREATED,
                TREATED_BY_THE_BOOK,
                TREATED_IN_SECRET,
                VISITED,
                INSPECTED,
                SUBJECT_ERASED);
    }

    /** Returns by which compressor each event is stored, and by which cipher. */
    static List<List<Integer>> forms() {
        return List.of(
                List.of(0, 0),
                List.of(0, 0),
                List.of(0, 0),
                List.of(1, 0),
                List.of(2, 0),
                List.of(0, 1),
                List.of(2, 1),
                List.of(2, 1),
                List.of(0, 1));
    }

    /** Returns the snapshots as they are read. */
    static List<Snapshot<Patient.State>> snapshots() {
        return List.of(
                snapshot("p-1", 2, 3, new Patient.State(OPHELIA, "West", 0, 0)),
                snapshot("p-1", 4, 5, new Patient.State(OPHELIA, "West", 0, 2)),
                snapshot(ERASED, 2, 6, new Patient.State(Erasable.erased(), "South", 0, 1)),
                snapshot("p-1", 5, 7, new Patient.State(OPHELIA, "West", 0, 2)));
    }

    private static Snapshot<Patient.State> snapshot(
            String id, long version, long lastEvent, Patient.State state) {
        long firstEvent = id.equals(ERASED) ? 2 : 1;
        return new Snapshot<>(
                id, version, TIME.plusSeconds(firstEvent), TIME.plusSeconds(lastEvent), state);
    }
}
