package org.annals.postgres;

import org.annals.testkit.contract.Rivals;

import java.time.Duration;
import java.util.List;

/** Races for a log, when it is told to, and prints a line of each attempt. */
final class RivalProcess {
    private RivalProcess() {}

    public static void main(String[] args) throws Exception {
        List<String> arguments = List.of(args);
        Rivals rivals = Rivals.parse(arguments.subList(2, arguments.size()));
        Duration deadline = Duration.parse(arguments.get(1));
        try (var recorder = Postgres.url(arguments.getFirst()).open("School")) {
            System.out.println("ready");
            System.in.read();
            rivals.compete(recorder, deadline, System.out::println);
        }
        System.out.println("done");
    }
}
