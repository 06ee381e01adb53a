package org.annals.testkit.witness;

import static org.annals.testkit.witness.Violation.Kind.PAGE;

import org.annals.persistence.Direction;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;

import java.util.ArrayList;
import java.util.List;

/** Pages that were read, each compared with the log once the log was seen so far. */
final class Pages {
    private final LogSource log;
    private final Violations violations;
    private final List<Read> waiting = new ArrayList<>();

    private record Read(LogSelection selection, LogPage page) {
        boolean isForwards() {
            return selection.direction() == Direction.FORWARDS;
        }

        /** The page has what matches above this position. */
        long above() {
            return isForwards() ? selection.after() : Math.max(selection.after(), page.scannedTo());
        }

        /** The page has what matches up to this position. */
        long upTo() {
            return isForwards() ? page.scannedTo() : Math.min(selection.upTo(), page.head());
        }
    }

    Pages(LogSource log, Violations violations) {
        this.log = log;
        this.violations = violations;
    }

    void add(LogSelection selection, LogPage page, long acknowledged, long seen) {
        var read = new Read(selection, page);
        if (page.head() < acknowledged) {
            add(
                    read,
                    "knows the head %d, and %d was acknowledged before"
                            .formatted(page.head(), acknowledged));
        }
        long reach = Math.min(selection.upTo(), Math.max(page.head(), acknowledged));
        boolean standsStill =
                read.isForwards()
                        ? page.scannedTo() <= selection.after()
                        : page.scannedTo() >= reach;
        if (selection.limit() > 0 && reach > selection.after() && standsStill) {
            add(read, "gets nowhere: it is scanned to %d".formatted(page.scannedTo()));
        }
        if (read.isForwards() && page.scannedTo() > Math.max(reach, selection.after())) {
            add(read, "is scanned to %d, beyond %d".formatted(page.scannedTo(), reach));
        }
        if (page.notifications().size() > selection.limit()) {
            add(read, "has %d events".formatted(page.notifications().size()));
        }
        if (read.upTo() <= seen) {
            compare(read);
        } else {
            waiting.add(read);
        }
    }

    void see(long position) {
        waiting.removeIf(
                read -> {
                    boolean due = read.upTo() <= position;
                    if (due) {
                        compare(read);
                    }
                    return due;
                });
    }

    private void compare(Read read) {
        List<Notification> due =
                read.upTo() <= read.above()
                        ? List.of()
                        : log.read(read.above() + 1, read.upTo()).stream()
                                .filter(
                                        each ->
                                                Prefix.matches(
                                                        read.selection().query(),
                                                        each.storedEvent()))
                                .toList();
        List<Notification> given = read.page().notifications();
        if (!given.equals(read.isForwards() ? due : due.reversed())) {
            add(read, "has %s, where the log has %s".formatted(positions(given), positions(due)));
        }
    }

    private static List<Long> positions(List<Notification> notifications) {
        return notifications.stream().map(Notification::position).toList();
    }

    private void add(Read read, String what) {
        violations.add(PAGE, "the page of %s %s".formatted(read.selection(), what));
    }

    void finish() {
        waiting.forEach(
                read -> add(read, "is scanned to %d, beyond the log".formatted(read.upTo())));
    }
}
