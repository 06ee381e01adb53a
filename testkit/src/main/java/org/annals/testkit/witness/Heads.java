package org.annals.testkit.witness;

import static org.annals.testkit.witness.Violation.Kind.TORN;

import org.annals.persistence.LogPage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ends of the log as pages knew them: none may stand in the midst of an append, which is there
 * as a whole or not at all. A page of longer ago than some thousand appends is not judged.
 */
final class Heads {
    private static final int MOST = 20_000;

    private final Violations violations;
    private final TreeMap<Long, Long> lasts = new TreeMap<>();
    private final List<Long> waiting = new ArrayList<>();

    Heads(Violations violations) {
        this.violations = violations;
    }

    /** An append of several events begins in the log, which was not seen so far before. */
    void begin(long first, long last) {
        if (last > first) {
            lasts.put(first, last);
            if (lasts.size() > MOST) {
                lasts.pollFirstEntry();
            }
        }
    }

    /** Takes in a page, when the log had been seen to some position. */
    void add(LogPage page, long seen) {
        long head = page.head();
        if (head <= seen) {
            judge(head);
        } else {
            waiting.add(head);
        }
    }

    /** The log was seen to a position. */
    void see(long position) {
        waiting.removeIf(
                head -> {
                    boolean isDue = head <= position;
                    if (isDue) {
                        judge(head);
                    }
                    return isDue;
                });
    }

    private void judge(long head) {
        Map.Entry<Long, Long> append = lasts.floorEntry(head);
        if (append != null && head < append.getValue()) {
            violations.add(
                    TORN,
                    "a page knew the head %d, in the midst of an append from %d to %d"
                            .formatted(head, append.getKey(), append.getValue()));
        }
    }
}
