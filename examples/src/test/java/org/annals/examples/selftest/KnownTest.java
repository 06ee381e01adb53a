package org.annals.examples.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.domain.Origin;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Tracking;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.UUID;

/** What a writer reads must have what it was told is recorded. */
final class KnownTest {
    private static final UUID ID = new UUID(1, 2);

    private final Known known = new Known();

    @BeforeEach
    void record() {
        var event = Events.event(ID, new Origin("own", 3), Vocabulary.NOTED, List.of());
        var request = AppendRequest.of(List.of(event)).withTracking(Tracking.of("north", 7, ID));
        known.add(request, new AppendReceipt(12, 12));
    }

    @Test
    void whatIsNewerIsTaken() {
        assertThat(known.version("own", 3)).isEqualTo(3);
        assertThat(known.version("other", 0)).isZero();
        assertThat(known.tracked("north", 8)).isEqualTo(8);
        assertThat(known.head(13)).isEqualTo(13);
    }

    @Test
    void whatIsOlderIsAFinding() {
        assertThatThrownBy(() -> known.version("own", 2))
                .hasMessage("the version of own was read as 2, after 3 was acknowledged");
        assertThatThrownBy(() -> known.tracked("north", 6)).hasMessageContaining("tracking");
        assertThatThrownBy(() -> known.head(11)).hasMessageContaining("the head was read as 11");
    }
}
