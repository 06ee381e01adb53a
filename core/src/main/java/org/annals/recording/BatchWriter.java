package org.annals.recording;

import java.util.List;

/** Writes batches for a {@link GroupCommit}. Called by one thread at a time. */
public interface BatchWriter {
    /**
     * Writes a batch as one transaction and answers each of its tickets. If it throws, tickets
     * without an answer are given the exception, each one of its own; nothing of theirs was
     * written. The thread is not interrupted when it begins, and need not be when it ends.
     */
    void write(List<AppendTicket> batch);

    /**
     * Does what is better done while nobody appends. What it throws is not heard: whatever is wrong
     * is met again by the next batch.
     */
    void idle();

    /** Frees what the writer holds; called once, after the last batch. */
    void close();
}
