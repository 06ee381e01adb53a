package org.annals.following;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.following.FollowerStatus.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.List;

/** What several followers of one log are together. */
final class FollowerStatusTest {
    private static FollowerStatus status(State state, long position, long processed) {
        return new FollowerStatus(
                "f", "u", state, position, 9, processed, 1.5, 0, Duration.ofSeconds(1), null);
    }

    private static FollowerStatus ended() {
        return new FollowerStatus(
                "f",
                "u",
                State.STOPPED,
                1,
                9,
                0,
                1.5,
                0,
                Duration.ofSeconds(1),
                new IllegalStateException("closed"));
    }

    @Test
    void oneWhoseEventsAreParkedNeedsHelp() {
        FollowerStatus parking = status(State.LIVE, 9, 0).withParkedKeys(2);

        assertThat(parking.isHealthy()).isFalse();
        assertThat(
                        FollowerStatus.together(
                                "both", List.of(parking, status(State.CATCHING_UP, 3, 0))))
                .satisfies(both -> assertThat(both.isHealthy()).isFalse())
                .satisfies(both -> assertThat(both.parkedKeys()).isEqualTo(2));
    }

    @Test
    void oneThatHasEndedByItselfNeedsHelpMoreThanAllOthers() {
        FollowerStatus both =
                FollowerStatus.together("both", List.of(status(State.PAUSED, 9, 0), ended()));

        assertThat(ended().isHealthy()).isFalse();
        assertThat(status(State.STOPPED, 9, 0).isHealthy()).isTrue();
        assertThat(both.state()).isEqualTo(State.STOPPED);
        assertThat(both.isHealthy()).isFalse();
    }

    @Test
    void togetherTheyAreAsFarAsTheSlowestAndHaveDoneWhatAllHave() {
        FollowerStatus both =
                FollowerStatus.together(
                        "both", List.of(status(State.LIVE, 9, 4), status(State.LIVE, 7, 2)));

        assertThat(both.follower()).isEqualTo("both");
        assertThat(both.position()).isEqualTo(7);
        assertThat(both.lag()).isEqualTo(2);
        assertThat(both.processed()).isEqualTo(6);
        assertThat(both.rate()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void oneThatIsNotHealthyMakesAllOfThemSo(State state) {
        FollowerStatus both =
                FollowerStatus.together(
                        "both", List.of(status(State.LIVE, 9, 0), status(state, 9, 0)));

        assertThat(both.isHealthy()).isEqualTo(status(state, 9, 0).isHealthy());
    }

    @Test
    void ofTwoThatAreNotHealthyTheNeedierOneShows() {
        List<State> needy = List.of(State.RETRYING, State.AWAY, State.STALLED, State.PAUSED);
        for (int i = 1; i < needy.size(); i++) {
            FollowerStatus both =
                    FollowerStatus.together(
                            "both",
                            List.of(status(needy.get(i), 9, 0), status(needy.get(i - 1), 9, 0)));

            assertThat(both.state()).isEqualTo(needy.get(i));
        }
    }
}
