package org.annals.persistence;

import java.util.stream.LongStream;

/**
 * Where the events of one append stand: at consecutive positions, in the order given. Immutable.
 *
 * @param first the position of the first event, 0 if there was none
 * @param last the position of the last event, 0 if there was none
 */
public record AppendReceipt(long first, long last) {
    private static final AppendReceipt EMPTY = new AppendReceipt(0, 0);

    /**
     * @throws IllegalArgumentException if the positions are not those of at least one event, nor
     *     both 0
     */
    public AppendReceipt {
        boolean empty = first == 0 && last == 0;
        if (!empty && (first < 1 || last < first)) {
            throw new IllegalArgumentException(
                    "Positions %d to %d are not those of one append.".formatted(first, last));
        }
    }

    /** Returns the receipt of an append without events. */
    public static AppendReceipt empty() {
        return EMPTY;
    }

    /** Returns whether there was no event. */
    public boolean isEmpty() {
        return first == 0;
    }

    /** Returns the positions, in order. */
    public LongStream positions() {
        return isEmpty() ? LongStream.empty() : LongStream.rangeClosed(first, last);
    }
}
