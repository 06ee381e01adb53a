package org.annals.examples.golden;

import org.annals.application.Application;
import org.annals.application.SnapshotPolicy;
import org.annals.application.Snapshotting;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventDetails;
import org.annals.domain.EventFamily;
import org.annals.domain.Tag;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.ParkedEvent;
import org.annals.persistence.ProcessChange;
import org.annals.persistence.Recorder;
import org.annals.persistence.TagFilling;
import org.annals.persistence.Timer;
import org.annals.settings.Settings;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Whose log the golden logs are that have everything besides events. */
final class Ward extends Application {
    /** How {@link Bedded} was at first. */
    record BeddedAtFirst(String bed, String patient) {}

    record Bedded(@Tag("bed") String bed, String patient) {}

    static final Instant TIME = Instant.parse("1603-01-01T00:00:00.000001Z");
    static final String KITCHEN = "Kitchen";
    static final Timer SUPPER =
            new Timer("Meals", "supper", TIME.plusSeconds(60), Bytes.copyOf(new byte[] {1, 2, 3}));

    private Ward(Settings settings, EventFamily... families) {
        super("Hospital", settings, families);
    }

    static Ward open(Settings settings) {
        return new Ward(
                settings,
                EventTypes.named(Bedded.class, "Ward.Bedded", 1),
                Bed.TYPE,
                TagFilling.ofKeys("bed"),
                Snapshotting.of(Bed.TYPE, SnapshotPolicy.every(2)).inline());
    }

    /** Opens it as it was before beds were tags. */
    static Ward openAsAtFirst(Settings settings) {
        return new Ward(settings, EventTypes.named(BeddedAtFirst.class, "Ward.Bedded", 1));
    }

    Bed bed() {
        return decisions().get(Bed.TYPE, "b-1");
    }

    Recorder recorder() {
        return events().recorder();
    }

    static void write(Settings settings) {
        try (var ward = openAsAtFirst(settings)) {
            for (String patient : List.of("Ophelia", "Gertrude")) {
                var bedded = new BeddedAtFirst("b-1", patient);
                ward.save(DomainEvent.of(bedded, EventDetails.at(TIME)));
            }
        }
        try (var ward = open(settings)) {
            ward.fillTags(progress -> {});
            ward.bed();
            ward.recorder().acquireLease(KITCHEN, "cook", Duration.ofMinutes(1));
            ward.recorder()
                    .append(
                            AppendRequest.of(List.of())
                                    .withChanges(
                                            List.of(
                                                    new ProcessChange.Park(failing(ward)),
                                                    new ProcessChange.Park(behind(ward)),
                                                    new ProcessChange.SetTimer(SUPPER))));
        }
    }

    private Notification event(int position) {
        return recorder().readLog(LogSelection.all()).notifications().get(position - 1);
    }

    static ParkedEvent failing(Ward ward) {
        return ParkedEvent.failing(KITCHEN, "b-1", ward.event(1), "no gruel", 3, TIME);
    }

    static ParkedEvent behind(Ward ward) {
        return ParkedEvent.behind(KITCHEN, "b-1", ward.event(2), TIME.plusSeconds(1));
    }
}
