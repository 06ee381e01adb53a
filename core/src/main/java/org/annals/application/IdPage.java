package org.annals.application;

import java.util.List;

/**
 * Ids of some aggregates of a class, and how far the log was scanned for them. Immutable.
 *
 * <p>The page has every aggregate of the class that was created after the position that it began
 * after, and up to {@code scannedTo}; reading on begins after it. The end is reached when {@code
 * scannedTo} is the head.
 *
 * @param ids in order of creation
 * @param scannedTo a position that is never beyond the head as the page saw it, nor past an
 *     aggregate that was left out
 * @param head the position of the last event in the log, as the page saw it
 */
public record IdPage(List<String> ids, long scannedTo, long head) {
    /** Copies the list. */
    public IdPage {
        ids = List.copyOf(ids);
    }
}
