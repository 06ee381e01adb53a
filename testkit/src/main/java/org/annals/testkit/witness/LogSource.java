package org.annals.testkit.witness;

import org.annals.persistence.Notification;

import java.util.List;

/** The log itself, where positions that were seen can be read once more. */
@FunctionalInterface
public interface LogSource {
    /** Returns the events from one position to another, both included, in order. */
    List<Notification> read(long first, long last);
}
