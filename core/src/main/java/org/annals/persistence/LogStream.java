package org.annals.persistence;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.stream.Stream;

/** Reads the log page by page. */
public final class LogStream {
    private LogStream() {}

    /**
     * Returns the selected events up to the log's head as first seen. Each page is read when it is
     * needed, the selection's limit is its size, and nothing is held between two pages, so the
     * stream need not be closed.
     *
     * @throws IllegalArgumentException if the limit is 0
     */
    public static Stream<Notification> of(LogRecorder recorder, LogSelection selection) {
        if (selection.limit() == 0) {
            throw new IllegalArgumentException(
                    "A log cannot be read in pages of 0 events. Give a limit of at least 1.");
        }
        return Stream.iterate(
                        new Step(selection, null), Objects::nonNull, step -> step.next(recorder))
                .flatMap(
                        step ->
                                step.page == null
                                        ? Stream.empty()
                                        : step.page.notifications().stream());
    }

    /** A page that was read, and what is left to read. */
    private record Step(LogSelection rest, @Nullable LogPage page) {
        @Nullable Step next(LogRecorder recorder) {
            if (page != null && isExhausted(rest)) {
                return null;
            }
            LogPage read = recorder.readLog(rest);
            LogSelection bounded = rest.upTo(Math.min(rest.upTo(), read.head()));
            return new Step(bounded.beyond(read), read);
        }

        private static boolean isExhausted(LogSelection rest) {
            return rest.after() >= rest.upTo();
        }
    }
}
