package org.annals.memory;

import org.annals.persistence.Direction;
import org.annals.persistence.LogSelection;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** The union of several lists of positions within a selection's bounds, each position once. */
final class MergedPositions {
    static final long NONE = 0;

    private final boolean forwards;
    private final long first;
    private final long last;
    private final List<Cursor> cursors = new ArrayList<>();

    MergedPositions(LogSelection selection, long head) {
        forwards = selection.direction() == Direction.FORWARDS;
        first = Math.min(selection.after(), head) + 1;
        last = Math.min(selection.upTo(), head);
    }

    void addAll() {
        cursors.add(new Cursor(null, forwards ? first : last, position -> true));
    }

    void add(PositionList list, LongPredicate filter) {
        int start = forwards ? list.indexAbove(first - 1) : list.indexAbove(last) - 1;
        cursors.add(new Cursor(list, start, filter));
    }

    /** Returns the next position in the selection's direction, or none. */
    long next() {
        long nearest = NONE;
        for (Cursor cursor : cursors) {
            long position = cursor.position();
            if (position != NONE
                    && (nearest == NONE || (forwards ? position < nearest : position > nearest))) {
                nearest = position;
            }
        }
        if (nearest != NONE) {
            for (Cursor cursor : cursors) {
                cursor.pass(nearest);
            }
        }
        return nearest;
    }

    /** A place in one list, or in the whole log where there is no list. */
    private final class Cursor {
        private final @Nullable PositionList list;
        private final LongPredicate filter;
        private long index;
        private boolean checked;

        Cursor(@Nullable PositionList list, long index, LongPredicate filter) {
            this.list = list;
            this.index = index;
            this.filter = filter;
        }

        long position() {
            long position = here();
            while (position != NONE && !checked && !filter.test(position)) {
                step();
                position = here();
            }
            checked = true;
            return position;
        }

        void pass(long position) {
            if (here() == position) {
                step();
            }
        }

        private void step() {
            index += forwards ? 1 : -1;
            checked = false;
        }

        private long here() {
            long position = index;
            if (list != null) {
                position = index >= 0 && index < list.size() ? list.get((int) index) : NONE;
            }
            return position >= first && position <= last ? position : NONE;
        }
    }
}
