package org.annals.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.annals.persistence.AppendRequest;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogNotEmptyException;
import org.annals.persistence.Recorder;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** That an empty log can become another one, and a log with events cannot. */
public abstract class AdoptionContract extends RecorderContract {
    private static final UUID LOG_ID = new UUID(0x7001L, Long.MIN_VALUE | 1);
    private static final UUID INCARNATION = new UUID(0x7001L, Long.MIN_VALUE | 2);
    private static final int ROUNDS = 50;

    /** For tenants. */
    protected AdoptionContract() {}

    private LogIdentity adopted() {
        return new LogIdentity(recorder().identity().name(), LOG_ID, INCARNATION);
    }

    private void adopt() {
        recorder().adopt(LOG_ID, INCARNATION);
    }

    @Test
    void anEmptyLogBecomesTheOther() {
        String name = recorder().identity().name();
        adopt();
        assertEquals(new LogIdentity(name, LOG_ID, INCARNATION), recorder().identity());
    }

    @Test
    void whatIsAdoptedIsKeptAsAnEventIs() {
        LogIdentity adopted = adopted();
        adopt();
        StoredEvent event = events.change("dog", 1);
        append(event);
        fixture().reopen();
        if (fixture().isDurable()) {
            assertEquals(adopted, recorder().identity());
            assertLog(event);
        } else {
            assertNotEquals(LOG_ID, recorder().identity().logId());
            append(event);
            assertLog(event);
        }
    }

    @Test
    void itMayBeRepeatedAndChangedWhileTheLogIsEmpty() {
        UUID first = new UUID(0x7001L, Long.MIN_VALUE | 3);
        recorder().adopt(first, INCARNATION);
        assertEquals(first, recorder().identity().logId());
        adopt();
        adopt();
        assertEquals(adopted(), recorder().identity());
    }

    @Test
    void trackingIsNoEvent() {
        recorder().track(Tracking.of("up1", 3));
        adopt();
        assertEquals(adopted(), recorder().identity());
        assertEquals(3, recorder().trackedPosition("up1"));
    }

    @Test
    void aLogWithAnEventStaysWhatItIs() {
        LogIdentity before = recorder().identity();
        StoredEvent event = events.fact("Happened");
        append(event);
        var refused = assertThrows(LogNotEmptyException.class, this::adopt);
        assertEquals(1, refused.head());
        assertEquals(before, recorder().identity());
        assertLog(event);
    }

    @Test
    void aLogCannotAdoptItselfOnceItHasEvents() {
        adopt();
        append(events.change("dog", 1), events.change("dog", 2));
        assertEquals(2, assertThrows(LogNotEmptyException.class, this::adopt).head());
        assertEquals(adopted(), recorder().identity());
    }

    @Test
    void whatAnotherHasAppendedIsSeen() {
        Recorder second = fixture().openSecond();
        StoredEvent event = events.change("dog", 1);
        second.append(List.of(event));
        if (fixture().isShared()) {
            assertThrows(LogNotEmptyException.class, this::adopt);
            assertEquals(second.identity(), recorder().identity());
            assertLog(event);
        } else {
            adopt();
            assertEquals(adopted(), recorder().identity());
            assertNotEquals(LOG_ID, second.identity().logId());
        }
    }

    @Test
    void ofManyAtOnceOneWinsWholeAndNoneComesAfterAnEvent() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (RecorderFixture other = openFixture()) {
                Recorder raced = other.recorder();
                StoredEvent event = events.fact("Happened");
                Race.ofPlatformThreads(4, deadline())
                        .run(
                                (lane, barrier) -> {
                                    barrier.await();
                                    if (lane == 0) {
                                        assertEquals(1, raced.append(List.of(event)).last());
                                    } else {
                                        adoptOrBeLate(raced, lane);
                                    }
                                    return lane;
                                });
                LogIdentity after = raced.identity();
                assertThrows(LogNotEmptyException.class, () -> raced.adopt(LOG_ID, INCARNATION));
                assertEquals(after, raced.identity());
                assertLog(raced, List.of(event));
            }
        }
    }

    private static void adoptOrBeLate(Recorder recorder, int lane) {
        try {
            recorder.adopt(new UUID(lane, 1), new UUID(lane, 2));
        } catch (LogNotEmptyException late) {
            assertEquals(1, late.head());
        }
    }

    @Test
    void theWorkOfAnAppendCannotDoIt() {
        LogIdentity before = recorder().identity();
        var refused = new AtomicReference<RuntimeException>();
        recorder()
                .append(
                        AppendRequest.of(List.of())
                                .withWork(
                                        transaction ->
                                                refused.set(
                                                        assertThrows(
                                                                IllegalStateException.class,
                                                                this::adopt))));
        assertTrue(refused.get() instanceof IllegalStateException);
        assertEquals(before, recorder().identity());
    }

    @Test
    void afterClosingItSaysThatItIsClosed() {
        recorder().close();
        assertThrows(RecorderClosedException.class, this::adopt);
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefusedAtTheDoor() {
        assertThrows(NullPointerException.class, () -> recorder().adopt(LOG_ID, null));
        assertThrows(NullPointerException.class, () -> recorder().adopt(null, INCARNATION));
    }
}
