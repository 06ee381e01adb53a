package org.annals.jackson.transfer;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.ProcessRecorder;
import org.annals.persistence.Tracking;
import org.annals.persistence.Trackings;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Writes a log as a file of lines, exactly as it is stored: what is compressed or encrypted stays
 * so, and metadata, tags and names are in the clear. Immutable.
 *
 * {@snippet class="org.annals.jackson.transfer.RoundTripTest" region="export"}
 *
 * <p>It reads page by page, in memory that does not grow with the log, and ends at the head as it
 * was when it began, with the places in upstream logs as they were then. Others may append
 * meanwhile. Two exports of the same log are the same bytes, whatever recorder keeps it.
 */
public final class LogExport {
    private final ProcessRecorder recorder;
    private final LongConsumer progress;

    private LogExport(ProcessRecorder recorder, LongConsumer progress) {
        this.recorder = requireNonNull(recorder, "recorder");
        this.progress = requireNonNull(progress, "progress");
    }

    /** Returns the export of a recorder's log. The recorder stays the caller's to close. */
    public static LogExport of(ProcessRecorder recorder) {
        return new LogExport(recorder, position -> {});
    }

    /** Returns this export with a listener, which is told the position reached after each page. */
    public LogExport reporting(LongConsumer progress) {
        return new LogExport(recorder, progress);
    }

    /**
     * Writes the whole log into a new file, for its owner alone. It is written beside, and appears
     * whole and durable or not at all.
     *
     * @throws IllegalArgumentException if the log has followed more than 10,000 others
     * @throws FileAlreadyExistsException if the file is there
     * @throws IOException if it cannot be written
     */
    public Exported write(Path file) throws IOException {
        return write(file, 0);
    }

    /**
     * Writes the events after a position into a new file, as {@link #write(Path)} does.
     *
     * @throws IllegalArgumentException if the position is negative or beyond the head, or the log
     *     has followed more than 10,000 others
     * @throws FileAlreadyExistsException if the file is there
     * @throws IOException if it cannot be written
     */
    public Exported write(Path file, long after) throws IOException {
        Trackings now = nowFrom(after);
        return NewFile.write(file, out -> write(out, after, now));
    }

    /**
     * Writes the events after a position, 0 for all, and flushes the stream, which is not closed.
     *
     * @throws IllegalArgumentException if the position is negative or beyond the head, or the log
     *     has followed more than 10,000 others
     * @throws IOException if the stream fails
     */
    public Exported write(OutputStream out, long after) throws IOException {
        return write(out, after, nowFrom(after));
    }

    private Trackings nowFrom(long after) {
        Trackings now = recorder.readTrackings().withoutViews().withoutFills();
        long head = now.head();
        if (after < 0 || after > head) {
            throw new IllegalArgumentException(
                    "There is nothing after position %d: the log ends at %d. Export after a position from 0 to that."
                            .formatted(after, head));
        }
        if (now.trackings().size() > LogFile.MOST_PLACES) {
            throw new IllegalArgumentException(
                    "The log has followed %d others, and a file has places in at most %d."
                            .formatted(now.trackings().size(), LogFile.MOST_PLACES));
        }
        return now;
    }

    private Exported write(OutputStream out, long after, Trackings now) throws IOException {
        long head = now.head();
        var lines = new LineWriter(out);
        lines.header(recorder.identity(), after);
        long last = after;
        while (last < head) {
            LogPage page = recorder.readLog(LogSelection.all().after(last).upTo(head));
            for (Notification notification : page.notifications()) {
                requireNext(notification, last);
                lines.event(notification);
                last = notification.position();
            }
            if (page.notifications().isEmpty()) {
                throw missing(last + 1);
            }
            progress.accept(last);
        }
        for (Tracking place : now.trackings()) {
            lines.place(place);
        }
        String sha256 = lines.footer(head - after, head);
        return new Exported(head - after, head, now.trackings().size(), sha256);
    }

    private static void requireNext(Notification notification, long last) {
        if (notification.position() != last + 1) {
            throw missing(last + 1);
        }
    }

    private static IllegalStateException missing(long position) {
        return new IllegalStateException(
                "The log has no event at position %d, and goes on after it. Only a log without gaps can be exported."
                        .formatted(position));
    }
}
