package org.annals.testkit.contract;

import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.Recorder;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Threads that append random events on random conditions, all at once, and tell what became of each
 * attempt: those of one process, beside which others may be at it. Immutable.
 *
 * <p>What they ask for follows from the seed, the lane, the number of the attempt and the head that
 * the lane knew, so that a {@link RivalJudge} knows it too.
 *
 * @param firstLane the number of the first thread, which no other process has
 * @param lanes how many threads
 * @param attempts of each thread
 */
public record Rivals(long seed, int firstLane, int lanes, int attempts) {
    private static final int ARGUMENTS = 4;

    /**
     * @throws IllegalArgumentException if a number is negative, or there is nobody, or nothing to
     *     do
     */
    public Rivals {
        if (firstLane < 0 || lanes < 1 || attempts < 1) {
            throw new IllegalArgumentException(
                    "%d lanes from %d on with %d attempts are no rivals. Let there be one of each, from 0 on."
                            .formatted(lanes, firstLane, attempts));
        }
    }

    /** Returns the rivals that {@link #arguments} wrote, for the program of a process. */
    public static Rivals parse(List<String> arguments) {
        if (arguments.size() != ARGUMENTS) {
            throw new IllegalArgumentException(
                    "%s are no rivals. Give what arguments() has written.".formatted(arguments));
        }
        return new Rivals(
                Long.parseLong(arguments.get(0)),
                Integer.parseInt(arguments.get(1)),
                Integer.parseInt(arguments.get(2)),
                Integer.parseInt(arguments.get(3)));
    }

    /** Returns the arguments of a program that parses them. */
    public List<String> arguments() {
        return List.of(
                Long.toString(seed),
                Integer.toString(firstLane),
                Integer.toString(lanes),
                Integer.toString(attempts));
    }

    /**
     * Makes all attempts, and returns when each has an outcome.
     *
     * @param journal told a line of each, as soon as it is known, by any of the threads
     * @throws AssertionError if they are not done within the deadline
     */
    public void compete(Recorder recorder, Duration deadline, Consumer<String> journal)
            throws Exception {
        Race.ofPlatformThreads(lanes, deadline)
                .run(
                        (lane, barrier) -> {
                            barrier.await();
                            run(recorder, firstLane + lane, journal);
                            return lane;
                        });
    }

    private void run(Recorder recorder, int lane, Consumer<String> journal) {
        var random = new Random(seed + lane);
        long head = 0;
        for (int number = 0; number < attempts; number++) {
            // Whoever looks seldom decides on what is old.
            if (random.nextInt(3) > 0) {
                head = recorder.head();
            }
            AppendRequest request = RivalRequests.of(seed, lane, number, head);
            RivalOutcome outcome = outcome(recorder, request);
            journal.accept(new RivalAttempt(lane, number, head, outcome).toLine());
        }
    }

    private static RivalOutcome outcome(Recorder recorder, AppendRequest request) {
        try {
            return new RivalOutcome.Recorded(recorder.append(request));
        } catch (AppendConditionFailedException refused) {
            return new RivalOutcome.Refused(
                    request.conditions().indexOf(refused.condition()),
                    refused.matchingPosition(),
                    refused.matches());
        } catch (OutcomeUnknownException lost) {
            return new RivalOutcome.Unknown();
        }
    }
}
