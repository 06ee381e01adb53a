package org.annals.testkit.contract;

import org.annals.persistence.AppendRequest;

import java.util.List;

/**
 * An attempt of a rival, and what came of it. Immutable.
 *
 * @param number of the attempts of its lane, from 0
 * @param head as far as the lane knew the log
 */
record RivalAttempt(int lane, int number, long head, RivalOutcome outcome) {
    AppendRequest request(long seed) {
        return RivalRequests.of(seed, lane, number, head);
    }

    /** Returns the attempt as a line of a journal. */
    String toLine() {
        return "%d %d %d %s".formatted(lane, number, head, outcome.toText());
    }

    static RivalAttempt parse(String line) {
        List<String> words = List.of(line.split(" ", -1));
        return new RivalAttempt(
                Integer.parseInt(words.get(0)),
                Integer.parseInt(words.get(1)),
                Long.parseLong(words.get(2)),
                RivalOutcome.parse(words.subList(3, words.size())));
    }
}
