package org.annals.testkit.witness;

import static org.annals.testkit.witness.Violation.Kind.CHANGED;
import static org.assertj.core.api.Assertions.assertThat;

import org.annals.persistence.StoredEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logs that are as they should be when they are seen, and are not when they are read again. */
final class LaterChangesTest {
    private static final int EVENTS = 2_345;

    private final History history = new History();

    @BeforeEach
    void appendMany() {
        for (int i = 0; i < EVENTS; i++) {
            history.append(history.events.fact("A"));
        }
    }

    @Test
    void aLogThatStaysAsItIsHasNoFault() {
        history.witness.readAgain();

        assertThat(history.kinds()).isEmpty();
    }

    @Test
    void anEventThatIsChangedAfterItWasSeen() {
        StoredEvent event = history.at(1_500).storedEvent();
        history.writeOver(1_500, History.withOtherData(event));

        history.witness.readAgain();

        assertThat(history.witness.violations()).singleElement().satisfies(LaterChangesTest::named);
    }

    private static void named(Violation violation) {
        assertThat(violation.kind()).isEqualTo(CHANGED);
        assertThat(violation.what()).contains("from 1001 to 2000");
    }

    @Test
    void theLastEventTakenAwayAfterItWasSeen() {
        history.takeAway(EVENTS);

        history.witness.readAgain();

        assertThat(history.kinds()).containsExactly(CHANGED);
    }
}
