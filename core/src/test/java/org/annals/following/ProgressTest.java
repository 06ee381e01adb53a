package org.annals.following;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.following.FollowerStatus.State;
import org.junit.jupiter.api.Test;

/** Position and state of a follower are seen as they belong together. */
final class ProgressTest {
    private final Progress progress = new Progress("Names", "DogSchool");

    @Test
    void whoeverSeesThatTheHeadIsReachedSeesThatItIsLive() {
        progress.sees(2);
        progress.goes(State.CATCHING_UP);

        progress.reached(1, 1);
        assertThat(progress.status().state()).isEqualTo(State.CATCHING_UP);
        progress.reached(2, 1);
        assertThat(progress.status().state()).isEqualTo(State.LIVE);
        assertThat(progress.status().lag()).isZero();
    }

    @Test
    void whatHasPausedIsNotLiveWhereverItIs() {
        progress.sees(1);
        progress.fails(State.PAUSED, new IllegalStateException("on purpose"));

        progress.reached(1, 0);

        assertThat(progress.status().state()).isEqualTo(State.PAUSED);
        assertThat(progress.status().failure()).isInstanceOf(IllegalStateException.class);
    }
}
