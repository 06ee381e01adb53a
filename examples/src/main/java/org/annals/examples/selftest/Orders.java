package org.annals.examples.selftest;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a writer's process is told first. Immutable.
 *
 * @param lanes the numbers of its writers
 * @param start how often the process was started before
 */
record Orders(Database database, String schema, List<Integer> lanes, int start, long seed) {
    Orders {
        lanes = List.copyOf(lanes);
    }

    /** Returns the orders in a line, the password among them, so it goes through a pipe. */
    String toLine() {
        return "%s %s %s %d %d"
                .formatted(
                        database.url(),
                        schema,
                        lanes.stream().map(String::valueOf).collect(Collectors.joining(",")),
                        start,
                        seed);
    }

    static Orders parse(String line) {
        String[] words = line.split(" ", -1);
        return new Orders(
                Database.parse(words[0]),
                words[1],
                Arrays.stream(words[2].split(",", -1)).map(Integer::valueOf).toList(),
                Integer.parseInt(words[3]),
                Long.parseLong(words[4]));
    }
}
