package org.annals.postgres;

import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;

/** Follows the log from after a position and prints what it sees, until the last event. */
final class FollowingProcess {
    /** The type of the event after which there is no more to come. */
    static final String LAST = "Last";

    private FollowingProcess() {}

    public static void main(String[] args) {
        long after = Long.parseLong(args[1]);
        try (var recorder = Postgres.url(args[0]).open("School");
                var subscription = recorder.subscribe(LogSelection.all().after(after))) {
            for (Notification each : subscription) {
                System.out.println(each.position() + " " + each.storedEvent().id());
                if (each.storedEvent().type().equals(LAST)) {
                    break;
                }
            }
        }
    }
}
