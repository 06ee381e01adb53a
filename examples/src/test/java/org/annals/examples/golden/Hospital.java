package org.annals.examples.golden;

import org.annals.application.Application;
import org.annals.application.SnapshotPolicy;
import org.annals.application.Snapshotting;
import org.annals.domain.EventFamily;
import org.annals.persistence.EventTypes;
import org.annals.persistence.Upcaster;
import org.annals.persistence.Upcasters;
import org.annals.settings.Settings;

/** Whose log the golden logs are. */
final class Hospital extends Application {
    /** What belongs to no aggregate. */
    record Inspected(String by) {}

    /** How {@link Patient.Event.Moved} was at first. */
    record MovedAtFirst(String to) {}

    private static final Upcasters UPCASTERS =
            Upcasters.of(
                    Upcaster.of(
                            "Patient.Moved",
                            1,
                            fields -> fields.rename("to", "ward").put("bed", 0)));

    private Hospital(Settings settings, EventFamily... families) {
        super(settings, families);
    }

    static Hospital open(Settings settings) {
        return new Hospital(
                settings,
                Patient.TYPE,
                EventTypes.named(Inspected.class, "Hospital.Inspected", 1),
                UPCASTERS,
                Snapshotting.of(Patient.TYPE, SnapshotPolicy.never()));
    }

    /** Opens it as it was while patients had no beds. */
    static Hospital openAsAtFirst(Settings settings) {
        return new Hospital(settings, EventTypes.named(MovedAtFirst.class, "Patient.Moved", 1));
    }
}
