package org.annals.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.domain.Text;
import org.annals.persistence.ProcessChange.CancelTimer;
import org.annals.persistence.ProcessChange.SetTimer;
import org.annals.persistence.ProcessChange.Unpark;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Leases, parked events, timers and changes as values. */
final class ProcessValuesTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00.123456789Z");
    private static final Notification EVENT =
            new Notification(
                    7,
                    new StoredEvent(
                            new UUID(1, 2),
                            null,
                            "Happened",
                            1,
                            List.of(),
                            NOON,
                            Map.of(),
                            Bytes.empty()));

    private static ParkedEvent failing(String problem) {
        return ParkedEvent.failing("up", "key", EVENT, problem, 3, NOON);
    }

    @Test
    void anEventIsParkedWithoutItsContent() {
        ParkedEvent parked = failing("No.");

        assertThat(parked)
                .isEqualTo(
                        new ParkedEvent(
                                "up",
                                "key",
                                7,
                                new UUID(1, 2),
                                "Happened",
                                "No.",
                                3,
                                Instant.parse("2026-11-30T12:00:00.123456Z")));
        assertThat(parked.isFailing()).isTrue();
    }

    @Test
    void whatStandsBehindHasNoProblemOfItsOwn() {
        ParkedEvent behind = ParkedEvent.behind("up", "key", EVENT, NOON);

        assertThat(behind.isFailing()).isFalse();
        assertThat(behind.attempts()).isZero();
    }

    @Test
    void aProblemIsCutToWhatCanBeStored() {
        assertThat(failing("p".repeat(2_000)).problem()).isEqualTo("p".repeat(2_000));
        assertThat(failing("p".repeat(2_001)).problem()).isEqualTo("p".repeat(1_999) + "\u2026");
        assertThat(failing("p" + "\ud83d\ude00".repeat(2_000)).problem())
                .isEqualTo("p" + "\ud83d\ude00".repeat(999) + "\u2026");
        assertThat(failing("\ud83d\ude00".repeat(2_000)).problem())
                .isEqualTo("\ud83d\ude00".repeat(999) + "\u2026");
        assertThat(failing("a\0b\ud83dc").problem()).isEqualTo("a\ufffdb\ufffdc");
        assertThat(failing(" ").isFailing()).isTrue();
    }

    @Test
    void whatCannotBeParkedIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParkedEvent.behind(" ", "key", EVENT, NOON))
                .withMessageContaining("blank");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new ParkedEvent(
                                        "up",
                                        "k",
                                        7,
                                        new UUID(1, 2),
                                        "t",
                                        "p".repeat(2_001),
                                        1,
                                        NOON))
                .withMessageContaining("2001");
        assertThatIllegalArgumentException().isThrownBy(() -> new Unpark("up", 0));
    }

    @Test
    void aTimersNamesAreNotBlank() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Timer(" ", "t", NOON, Bytes.empty()))
                .withMessageContaining("process");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CancelTimer("p", ""))
                .withMessageContaining("timer");
    }

    @Test
    void theMicrosecondsUntilAnInstantAreCutAndBounded() {
        assertThat(Timer.microsUntil(Instant.EPOCH.plusNanos(1_999))).isEqualTo(1);
        assertThat(Timer.microsUntil(Instant.EPOCH.minusNanos(1))).isEqualTo(-1);
        assertThat(Timer.microsUntil(Instant.MAX)).isEqualTo(Long.MAX_VALUE);
        assertThat(Timer.microsUntil(Instant.MIN)).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void textIsComparedByCodePoints() {
        List<String> sorted = List.of("", "a", "ab", "b", "\u00e4", "\uffee", "\ud83d\ude00");

        assertThat(sorted.reversed().stream().sorted(Text::compare)).isEqualTo(sorted);
        assertThat(Text.compare("a\ud83d\ude00", "a\ud83d\ude01")).isNegative();
        assertThat(Text.compare("same", "same")).isZero();
    }

    @Test
    void aLeaseBeginsTheNextEpoch() {
        assertThat(Lease.after(41, "up", "me")).isEqualTo(new Lease("up", "me", 42));
        assertThatIllegalStateException()
                .isThrownBy(() -> Lease.after(Long.MAX_VALUE, "up", "me"))
                .withMessageContaining("'up'");
        assertThatIllegalArgumentException().isThrownBy(() -> new Lease("up", "me", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Lease("up", " ", 1));
    }

    @Test
    void aRequestWithChangesAloneIsNotEmpty() {
        var change = new SetTimer(new Timer("p", "t", NOON, Bytes.empty()));
        AppendRequest request = AppendRequest.of(List.of()).withChanges(List.of(change));

        assertThat(request.isEmpty()).isFalse();
        assertThat(request.withTracking(Tracking.of("up", 1)).changes()).containsExactly(change);
        assertThatIllegalStateException().isThrownBy(() -> request.withChanges(List.of(change)));
    }
}
