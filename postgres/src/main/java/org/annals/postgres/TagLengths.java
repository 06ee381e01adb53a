package org.annals.postgres;

import org.annals.domain.EventTag;
import org.annals.persistence.LogSelection;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * About how many events the tags of a key have, as far as one has walked them: of several tags the
 * one with the fewest should be walked, and the others probed. What is told wrongly costs time
 * alone. May be shared between threads.
 */
final class TagLengths {
    // Keys are of the program, and tags of its data; a key for each of those is a mistake.
    private static final int MOST_KEYS = 1_000;
    private static final int WEIGHT = 4;
    // Between what is short and what is long.
    private static final int UNKNOWN = 1_000;

    private final Map<String, Integer> lengths = new ConcurrentHashMap<>();

    /** Returns tags in the order of their length, those first of which nothing is known. */
    List<EventTag> shortestFirst(Collection<EventTag> tags) {
        return inOrder(tags, -1);
    }

    /**
     * Returns tags in the order of their length for a walk that teaches nothing: those of which
     * nothing is known stand behind short ones and before long ones.
     */
    List<EventTag> likelyShortestFirst(Collection<EventTag> tags) {
        return inOrder(tags, UNKNOWN);
    }

    private List<EventTag> inOrder(Collection<EventTag> tags, int unknown) {
        return tags.stream()
                .sorted(
                        Comparator.comparingInt(
                                        (EventTag tag) -> lengths.getOrDefault(tag.key(), unknown))
                                .thenComparing(EventTag::toString))
                .toList();
    }

    /** Learns how far a tag was walked, and whether it went on. */
    void learn(EventTag tag, LogSelection selection, int walked, boolean wentOn) {
        Integer before = lengths.get(tag.key());
        boolean isPart = wentOn || selection.after() > 0 || selection.upTo() < Long.MAX_VALUE;
        if (before == null) {
            // A part that has none says nothing of the rest.
            boolean isKnown = walked > 0 || !isPart;
            if (isKnown && lengths.size() < MOST_KEYS) {
                lengths.put(tag.key(), walked);
            }
            return;
        }
        int now = isPart ? Math.max(before, walked) : (before * (WEIGHT - 1) + walked) / WEIGHT;
        if (now != before) {
            lengths.put(tag.key(), now);
        }
    }
}
