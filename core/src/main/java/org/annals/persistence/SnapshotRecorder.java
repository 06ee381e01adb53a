package org.annals.persistence;

import java.util.List;
import java.util.Optional;

/**
 * Keeps states of what was folded from the log, so that it need not be folded from the beginning.
 *
 * <p>Snapshots are beside the log and no part of it: they take no positions, nobody is woken by
 * them, and whatever is deleted can be made again. Each is written in a transaction of its own,
 * never within an append, and is as durable as an append. At most one is kept of a subject, type
 * and version. Every write may be repeated at any time.
 *
 * <p>Instances may be shared between threads. Every method throws {@link RecorderClosedException}
 * after {@link #close()}, {@link RecorderUnavailableException} while the database cannot be
 * reached, and {@link IllegalArgumentException} for a subject or type that no snapshot can have.
 * Those that write also throw {@link OutcomeUnknownException} if the reply was lost, and {@link
 * IllegalStateException} if they are called by the work of an append to this recorder. Interrupts
 * are heeded as by {@link AggregateRecorder}.
 */
public interface SnapshotRecorder extends AutoCloseable {
    /**
     * Keeps a snapshot. One of the same subject, type and version that is there already stays as it
     * is, unless it is of another state version: then it is replaced.
     *
     * @throws IllegalArgumentException if a limit is exceeded; nothing was written
     */
    void putSnapshot(StoredSnapshot snapshot);

    /**
     * Returns the newest snapshot of a subject and type, of exactly this state version, at or below
     * a version.
     *
     * @throws IllegalArgumentException if the state version is below 1, or the version below 0
     */
    Optional<StoredSnapshot> findSnapshot(String subject, String type, int stateVersion, long upTo);

    /**
     * Returns the versions of a subject's snapshots of a type, of any state version, newest first.
     */
    List<Long> snapshotVersions(String subject, String type);

    /**
     * Deletes all but the newest snapshots of a subject and type, of any state version, and returns
     * how many those were.
     *
     * @param keep how many to keep; 0 deletes them all
     * @throws IllegalArgumentException if it is negative
     */
    int pruneSnapshots(String subject, String type, int keep);

    /**
     * Deletes every snapshot of the log, and returns how many those were. It deletes some at a
     * time, so that whoever appends is not kept waiting; if it fails half-way some are gone, and
     * those that are put meanwhile may be left.
     */
    long deleteAllSnapshots();

    /** Ends waiting calls and frees what the recorder holds. A second call does nothing. */
    @Override
    void close();
}
