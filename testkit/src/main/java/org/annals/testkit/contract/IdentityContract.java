package org.annals.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.annals.persistence.LogIdentity;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.Tracking;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Which log it is that a recorder keeps. */
public abstract class IdentityContract extends RecorderContract {
    /** For tenants. */
    protected IdentityContract() {}

    private LogIdentity identity() {
        return recorder().identity();
    }

    private StoredEvent given() {
        StoredEvent event = events.change("dog", 1);
        append(event);
        assertLog(event);
        return event;
    }

    @Test
    void theIdentityStaysWhatItIs() {
        LogIdentity before = identity();
        given();
        recorder().track(Tracking.of("up1", 1));
        assertEquals(before, identity());
    }

    @Test
    void theNameIsThatOfTheApplication() {
        given();
        assertFalse(identity().name().isBlank());
    }

    @Test
    void aStoreThatIsOpenedAgainIsTheSameLog() {
        LogIdentity before = identity();
        StoredEvent event = given();
        fixture().reopen();
        assertEquals(before.name(), identity().name());
        if (fixture().isDurable()) {
            assertEquals(before, identity());
            assertLog(event);
        } else {
            assertNotEquals(before.logId(), identity().logId());
            assertNotEquals(before.incarnation(), identity().incarnation());
            assertLog();
        }
    }

    @Test
    void aStoreThatIsOpenedAgainEmptyIsTheSameLog() {
        LogIdentity before = identity();
        fixture().reopen();
        assertEquals(fixture().isDurable(), before.equals(identity()));
        given();
    }

    @Test
    void anotherStoreIsAnotherLog() throws Exception {
        StoredEvent event = given();
        try (RecorderFixture other = openFixture()) {
            assertNotEquals(identity().logId(), other.recorder().identity().logId());
            assertNotEquals(identity().incarnation(), other.recorder().identity().incarnation());
            assertLog(other.recorder(), List.of());
            List<StoredEvent> theirs = List.of(events.change("dog", 1), events.change("dog", 2));
            other.recorder().append(theirs, Tracking.of("up1", 5));
            assertLog(other.recorder(), theirs);
        }
        assertLog(event);
        assertEquals(0, recorder().trackedPosition("up1"));
    }
}
