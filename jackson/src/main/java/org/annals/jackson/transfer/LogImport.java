package org.annals.jackson.transfer;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.AppendCondition;
import org.annals.persistence.AppendConditionFailedException;
import org.annals.persistence.AppendReceipt;
import org.annals.persistence.ImportRecorder;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogNotEmptyException;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.OutcomeUnknownException;
import org.annals.persistence.Query;
import org.annals.persistence.TagFilling;
import org.annals.persistence.VersionConflictException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Appends the events of a file to a log, each at the position that it had. Immutable.
 *
 * {@snippet class="org.annals.jackson.transfer.RoundTripTest" region="import"}
 *
 * <p>An empty log takes over the id and incarnation in the file; its name stays. A log that has
 * events must be the same one already: lines up to its head are compared with what is recorded, in
 * every field, and the rest is appended, so that an import that was interrupted is simply repeated.
 * Events are appended some hundred at a time, in memory that does not grow with the file, each
 * batch only if the log still ends where it should: whoever appends meanwhile makes the import
 * fail, and nothing is misplaced. The checksum is at the end of the file, so what a wrong one tells
 * of has been appended by then. Places in upstream logs are moved last, once the whole file was
 * found right; one that is beyond the file's stays, as the log has gone on.
 */
public final class LogImport {
    private final ImportRecorder recorder;
    private final Places places;
    private final LongConsumer progress;

    private LogImport(ImportRecorder recorder, LongConsumer progress) {
        this.recorder = requireNonNull(recorder, "recorder");
        this.places = new Places(recorder);
        this.progress = requireNonNull(progress, "progress");
    }

    /** Returns the import into a recorder's log. The recorder stays the caller's to close. */
    public static LogImport into(ImportRecorder recorder) {
        return new LogImport(recorder, position -> {});
    }

    /** Returns this import with a listener, which is told the position reached after each batch. */
    public LogImport reporting(LongConsumer progress) {
        return new LogImport(recorder, progress);
    }

    /**
     * Imports a file.
     *
     * @throws MalformedLogFileException as {@link #read(InputStream)} does
     * @throws ImportConflictException likewise
     * @throws IOException if the file cannot be read
     */
    public Imported read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    /**
     * Imports what a stream holds up to its end. It is not closed.
     *
     * @throws MalformedLogFileException if a line is not what the format asks for, the file was cut
     *     off or changed, or its format is newer; batches before that line stay
     * @throws ImportConflictException if the log has another identity or another event, ends before
     *     the file begins, was appended to meanwhile, or has another history of what it followed;
     *     nothing of the batch was written
     * @throws LogNotEmptyException if somebody made the first append to an empty log meanwhile
     * @throws IllegalArgumentException if an event or the name of an upstream exceeds a limit of
     *     the recorder, or an event's id is recorded at an earlier position; nothing of the batch
     *     was written
     * @throws OutcomeUnknownException if a reply was lost; the import may be repeated
     * @throws IOException if the stream fails
     */
    public Imported read(InputStream in) throws IOException {
        LogFile file = LogFile.open(in);
        Header header = file.header();
        long head = recorder.head();
        requireFits(header, head);
        boolean adopting = head == 0;
        if (adopting) {
            places.requireNoneUnless(header.identity());
        }
        long present = 0;
        long appended = 0;
        List<Notification> batch = file.next(head);
        while (!batch.isEmpty()) {
            if (batch.getLast().position() <= head) {
                compare(batch);
                present += batch.size();
            } else {
                if (adopting) {
                    adopt(header.identity());
                    adopting = false;
                }
                if (appended == 0) {
                    // Tags that were filled belong to the other log's index, and not to its events.
                    TagFilling.forgetFinished(recorder);
                }
                append(batch);
                appended += batch.size();
            }
            progress.accept(batch.getLast().position());
            batch = file.next(head);
        }
        if (adopting) {
            adopt(header.identity());
        }
        places.move(file.places(), file.last());
        return new Imported(present, appended, file.last(), file.places().size(), file.sha256());
    }

    private void requireFits(Header header, long head) {
        LogIdentity own = recorder.identity();
        LogIdentity theirs = header.identity();
        if (head > 0 && !own.logId().equals(theirs.logId())) {
            throw new ImportConflictException(
                    1,
                    "The log '%s' has id %s and events up to position %d, and the file is of log %s. Import into an empty log."
                            .formatted(own.name(), own.logId(), head, theirs.logId()),
                    null);
        }
        if (head > 0 && !own.incarnation().equals(theirs.incarnation())) {
            throw new ImportConflictException(
                    1,
                    "The log '%s' has incarnation %s and events up to position %d, and the file has incarnation %s: one of them was restored to an earlier state. Import into an empty log."
                            .formatted(own.name(), own.incarnation(), head, theirs.incarnation()),
                    null);
        }
        if (header.after() > head) {
            throw new ImportConflictException(
                    head + 1,
                    "The file begins after position %d, and the log '%s' ends at %d. Import what comes between first."
                            .formatted(header.after(), own.name(), head),
                    null);
        }
    }

    private void adopt(LogIdentity theirs) {
        recorder.adopt(theirs.logId(), theirs.incarnation());
    }

    private void compare(List<Notification> batch) {
        long last = batch.getLast().position();
        LogSelection left = LogSelection.all().after(batch.getFirst().position() - 1).upTo(last);
        int compared = 0;
        while (compared < batch.size()) {
            LogPage page = recorder.readLog(left);
            for (Notification recorded : page.notifications()) {
                if (!recorded.equals(batch.get(compared))) {
                    throw differs(batch.get(compared).position());
                }
                compared++;
            }
            if (page.notifications().isEmpty()) {
                throw differs(batch.get(compared).position());
            }
            left = left.beyond(page);
        }
    }

    private ImportConflictException differs(long position) {
        return new ImportConflictException(
                position,
                "The log '%s' has another event at position %d than the file. Find out which of them is right, and import into an empty log."
                        .formatted(recorder.identity().name(), position),
                null);
    }

    private void append(List<Notification> batch) {
        long first = batch.getFirst().position();
        var ends = AppendCondition.failIfMatching(Query.all()).after(first - 1);
        AppendReceipt receipt;
        try {
            receipt = recorder.append(batch.stream().map(Notification::storedEvent).toList(), ends);
        } catch (AppendConditionFailedException | VersionConflictException e) {
            throw cannotTake(first, e);
        } catch (IllegalArgumentException e) {
            // Another import has taken some of these events, and is ahead by a part of the batch.
            if (recorder.head() >= first) {
                throw cannotTake(first, e);
            }
            throw e;
        }
        if (receipt.first() != first) {
            throw new ImportConflictException(
                    first,
                    "The log '%s' has the file's events from position %d on already, at position %d. Export the log again, or get an unchanged copy of the file."
                            .formatted(recorder.identity().name(), first, receipt.first()),
                    null);
        }
    }

    private ImportConflictException cannotTake(long first, RuntimeException reason) {
        return new ImportConflictException(
                first,
                "The log '%s' cannot take the file's events from position %d on: it was appended to meanwhile, or a version of an aggregate is out of order. Keep others from appending, and repeat the import."
                        .formatted(recorder.identity().name(), first),
                reason);
    }
}
