package org.annals.testkit.contract;

import org.annals.persistence.Limits;
import org.annals.persistence.Recorder;
import org.annals.persistence.TransactionWork;

import java.util.Optional;

/**
 * One store, for one test of a contract, and what a contract does to it from outside.
 *
 * <p>It begins fresh and empty, with one recorder open on it under {@link Limits#defaults()}. Made
 * and closed by the thread of the test; its recorders are shared between threads.
 */
public interface RecorderFixture extends AutoCloseable {
    /** Returns the recorder that is open: the one that was opened last by {@link #reopen}. */
    Recorder recorder();

    /**
     * Closes the recorder, if it is still open, and opens the same store again, under other limits.
     * A store that is not durable begins anew, empty.
     */
    Recorder reopen(Limits limits);

    /** Closes the recorder and opens the same store again. */
    default Recorder reopen() {
        return reopen(Limits.defaults());
    }

    /**
     * Opens the same store once more beside the first recorder, as another process would. Where a
     * store cannot be shared the second opening is a log of its own, empty.
     */
    Recorder openSecond();

    /** Returns whether what was recorded is there after {@link #reopen}. */
    boolean isDurable();

    /** Returns whether {@link #openSecond} opens the same log. */
    boolean isShared();

    /** Returns whether the log keeps a hash beside each event. */
    default boolean isChained() {
        return false;
    }

    /**
     * Returns work that writes a row of the user's own, in place of any with its key, into a table
     * of text by key that the fixture has made.
     */
    TransactionWork writingRow(String key, String value);

    /** Returns the committed value of a row. */
    Optional<String> findRow(String key);

    /** Closes all recorders and removes the store. */
    @Override
    void close();
}
