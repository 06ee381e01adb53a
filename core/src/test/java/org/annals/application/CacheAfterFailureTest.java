package org.annals.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.PersistenceModule;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.persistence.Transcoder;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

/**
 * After a save that failed the cache has what a replay gives, whatever is asked of it. CAC-6, F33
 */
final class CacheAfterFailureTest {
    private final LosingReplies losing = LosingReplies.of();
    private Tallies tallies = new Tallies(settings("y"));

    private static final class Tallies extends Application {
        Tallies(Settings settings) {
            super("Tallies", settings, Tally.TYPE);
        }

        Tally get(LoadPolicy policy) {
            return repository().get(Tally.class, "t", policy);
        }
    }

    private Settings settings(String fastForward) {
        return Settings.only(
                        Map.of(
                                "AGGREGATE_CACHE_MAXSIZE",
                                "0",
                                "AGGREGATE_CACHE_FASTFORWARD",
                                fastForward))
                .using(Transcoder.class, new TallyTranscoder())
                .using(PersistenceModule.class, losing);
    }

    /** Has a tally in the cache, and returns one of it with another note that is not saved. */
    private Tally cachedAndNoted(String fastForward) {
        tallies.close();
        tallies = new Tallies(settings(fastForward));
        tallies.save(Tally.of("t", 1));
        Tally tally = tallies.get(LoadPolicy.cached());
        tally.note(2);
        return tally;
    }

    private void assertThatEachSees(Integer... numbers) {
        assertThat(tallies.get(LoadPolicy.cached()).numbers()).containsExactly(numbers);
        assertThat(tallies.repository().get(Tally.class, "t").numbers()).containsExactly(numbers);
        assertThat(tallies.get(LoadPolicy.current()).numbers()).containsExactly(numbers);
    }

    @AfterEach
    void close() {
        tallies.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "n"})
    void whatWasRecordedThoughItsReplyWasLostIsSeen(String fastForward) {
        Tally tally = cachedAndNoted(fastForward);
        losing.loseNext(new OutcomeUnknownException("Lost.", null));

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> tallies.save(tally));

        assertThatEachSees(1, 2);
        tallies.save(tally);
        assertThatEachSees(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "n"})
    void whatWasNotRecordedThoughNobodyKnewIsNotSeen(String fastForward) {
        Tally tally = cachedAndNoted(fastForward);
        losing.refuseNext(new OutcomeUnknownException("Lost.", null));

        assertThatExceptionOfType(OutcomeUnknownException.class)
                .isThrownBy(() -> tallies.save(tally));

        assertThatEachSees(1);
        tallies.save(tally);
        assertThatEachSees(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "n"})
    void whatARecorderThatWasAwayDidNotRecordIsNotSeen(String fastForward) {
        Tally tally = cachedAndNoted(fastForward);
        losing.refuseNext(new RecorderUnavailableException("Away.", null));

        assertThatExceptionOfType(RecorderUnavailableException.class)
                .isThrownBy(() -> tallies.save(tally));

        assertThatEachSees(1);
        tallies.save(tally);
        assertThatEachSees(1, 2);
    }
}
