package org.annals.application;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Hears what an application has to tell. Handed over with {@code
 * settings.using(NoticeListener.class, listener)}. Called on the thread where it happens, which
 * waits; it should be quick and must not throw.
 */
@FunctionalInterface
public interface NoticeListener {
    /** Hears a notice. */
    void on(Notice notice);

    /** Returns the listener that writes to the {@link System.Logger} named {@code org.annals}. */
    static NoticeListener toSystemLogger() {
        Logger logger = System.getLogger("org.annals");
        return notice -> logger.log(level(notice), notice.toString());
    }

    private static Level level(Notice notice) {
        return switch (notice) {
            case Notice.Started started -> Level.DEBUG;
            case Notice.FollowerGoesOn goesOn -> Level.INFO;
            default -> Level.WARNING;
        };
    }
}
