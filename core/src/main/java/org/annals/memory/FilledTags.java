package org.annals.memory;

import org.annals.domain.EventTag;
import org.annals.persistence.AddedTags;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where events have been given tags that they were not recorded with. Immutable: a reader sees all
 * of what was added at once, or nothing.
 *
 * @param positions rising, by tag
 */
record FilledTags(Map<EventTag, PositionList> positions) {
    static final FilledTags NONE = new FilledTags(Map.of());

    private static final PositionList NOWHERE = new PositionList();

    /** Says what tags an event was recorded with. */
    @FunctionalInterface
    interface OwnTags {
        Collection<EventTag> at(long position);
    }

    /** Returns these and more, leaving out what events have already. */
    FilledTags with(Iterable<AddedTags> added, OwnTags own) {
        Map<EventTag, Set<Long>> more = new HashMap<>();
        for (AddedTags each : added) {
            for (EventTag tag : each.tags()) {
                if (!own.at(each.position()).contains(tag) && !has(tag, each.position())) {
                    more.computeIfAbsent(tag, absent -> new TreeSet<>()).add(each.position());
                }
            }
        }
        if (more.isEmpty()) {
            return this;
        }
        Map<EventTag, PositionList> all = new HashMap<>(positions);
        more.forEach((tag, rising) -> all.put(tag, merged(of(tag), rising)));
        return new FilledTags(all);
    }

    private static PositionList merged(PositionList before, Collection<Long> more) {
        int size = before.size();
        long[] all = new long[size + more.size()];
        for (int i = 0; i < size; i++) {
            all[i] = before.get(i);
        }
        for (long position : more) {
            all[size++] = position;
        }
        Arrays.sort(all);
        return PositionList.of(all);
    }

    /** Returns the positions at which events have been given a tag. */
    PositionList of(EventTag tag) {
        return positions.getOrDefault(tag, NOWHERE);
    }

    /** Returns whether the event at a position has been given a tag. */
    boolean has(EventTag tag, long position) {
        PositionList list = of(tag);
        int above = list.indexAbove(position);
        return above > 0 && list.get(above - 1) == position;
    }
}
