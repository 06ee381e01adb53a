package org.annals.recording;

import org.annals.persistence.Timer;
import org.jspecify.annotations.Nullable;

/** What changes are judged against, while nobody else can append. */
public interface JudgedChanges {
    /** Returns whether the event at a position of an upstream log is parked. */
    boolean isParked(String upstream, long position);

    /** Returns whether any event of a key of an upstream log is parked. */
    boolean isParked(String upstream, String key);

    /** Returns a timer as it is set, or null if it is not. */
    @Nullable Timer timer(String process, String id);
}
