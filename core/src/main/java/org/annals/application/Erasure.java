package org.annals.application;

import java.util.List;
import java.util.Optional;

/**
 * What became of a data subject that was to be erased. Immutable.
 *
 * @param subject its id
 * @param position where the log says that it was erased
 * @param copies every place that the application knows to have had the data
 */
public record Erasure(String subject, long position, List<Copy> copies) {
    /** Copies the list. */
    public Erasure {
        copies = List.copyOf(copies);
    }

    /** Returns whether nothing is left in any of these places. */
    public boolean isComplete() {
        return copies.stream().allMatch(copy -> copy.problem().isEmpty());
    }

    /**
     * A place that had the data.
     *
     * @param problem why it may have it still, if so
     */
    public record Copy(String name, Optional<String> problem) {}
}
