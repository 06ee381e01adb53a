package org.annals.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.persistence.Recorder;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * That conditions are kept to by threads that race, by way of one recorder and of two: nothing is
 * recorded against a condition, and nothing is refused without the event that is named. Everything
 * comes from a seed, which a failure names.
 */
public abstract class ConditionRaceContract extends RecorderContract {
    private static final int LANES = 4;

    /** For tenants. */
    protected ConditionRaceContract() {}

    /** Returns how many attempts each thread makes; the property {@code annals.race.attempts}. */
    protected int attemptCount() {
        return Integer.getInteger("annals.race.attempts", 80);
    }

    /** Returns the seed of a race; the property {@code annals.seed}. */
    protected long seed() {
        return Long.getLong("annals.seed", System.nanoTime());
    }

    // Also if nothing comes of it: whoever waits in vain fails before there is anything to judge.
    private long toldSeed() {
        long seed = seed();
        System.out.println("Seed of the race: " + seed);
        return seed;
    }

    /** Returns within which time a race is over. */
    protected Duration raceDeadline() {
        return deadline().plusMillis(50L * attemptCount());
    }

    @Test
    void nobodyIsAcceptedAgainstAConditionOrRefusedWithoutAReason() throws Exception {
        long seed = toldSeed();
        List<String> journal = new CopyOnWriteArrayList<>();
        new Rivals(seed, 0, LANES, attemptCount())
                .compete(recorder(), raceDeadline(), journal::add);
        assertNoContradiction(seed, journal);
    }

    @Test
    void norIsAnybodyWhoseRecorderIsAnother() throws Exception {
        long seed = toldSeed();
        Recorder first = recorder();
        Recorder other = fixture().isShared() ? fixture().openSecond() : first;
        List<String> journal = new CopyOnWriteArrayList<>();
        Race.ofPlatformThreads(2, raceDeadline())
                .run(
                        (process, barrier) -> {
                            var rivals =
                                    new Rivals(seed, process * LANES, LANES, attemptCount() / 2);
                            barrier.await();
                            rivals.compete(
                                    process == 0 ? first : other, raceDeadline(), journal::add);
                            return process;
                        });
        assertNoContradiction(seed, journal);
    }

    private void assertNoContradiction(long seed, List<String> journal) {
        RivalJudge.Verdict verdict = RivalJudge.judge(seed, journal, recorder());
        assertEquals(List.of(), verdict.contradictions(), () -> "seed " + seed);
        assertTrue(
                Math.min(verdict.recorded(), verdict.refused()) > journal.size() / 20,
                () -> "seed %d: few were accepted, or refused: %s".formatted(seed, verdict));
    }
}
