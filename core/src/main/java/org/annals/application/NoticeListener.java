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

    /** Has a notice heard. Nothing fails because it is told: what the listener throws is lost. */
    default void tell(Notice notice) {
        try {
            on(notice);
        } catch (RuntimeException | Error e) {
            return;
        }
    }

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
