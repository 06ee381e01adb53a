package org.annals.testkit.scenario;

import org.annals.dcb.Slice;
import org.annals.persistence.AppendConditionFailedException;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Slices that decide at once. */
final class Race {
    private static final int MOST = 4;

    private Race() {}

    /** What came of the slices in one order. */
    record Course(List<Finish> finishes) {
        Course {
            finishes = List.copyOf(finishes);
        }

        /** Returns how many were recorded as they had decided before the others were. */
        long first() {
            return finishes.stream().filter(each -> !each.conflicted()).count();
        }

        /** Returns how many were recorded at all. */
        long recorded() {
            return finishes.stream().filter(Finish::recorded).count();
        }

        @Override
        public String toString() {
            return String.join(", then ", finishes.stream().map(Finish::toString).toList());
        }
    }

    /**
     * What came of one slice.
     *
     * @param conflicted whether it was refused at first
     * @param recorded whether it was recorded, at first or when it decided anew
     * @param thrown what it threw when it decided anew, or null
     */
    record Finish(
            String slice, boolean conflicted, boolean recorded, @Nullable RuntimeException thrown) {
        @Override
        public String toString() {
            String end = recorded ? "was recorded" : "decided for nothing";
            if (!conflicted) {
                return slice + " " + end;
            }
            return slice
                    + " was refused, and when it decided anew "
                    + (thrown == null ? end : "threw " + thrown);
        }
    }

    static List<List<Integer>> orders(int slices) {
        if (slices < 2 || slices > MOST) {
            throw new IllegalArgumentException(
                    "%d slices are no race: give from 2 to %d.".formatted(slices, MOST));
        }
        List<List<Integer>> orders = new ArrayList<>();
        extend(new ArrayList<>(), slices, orders);
        return orders;
    }

    private static void extend(List<Integer> begun, int slices, List<List<Integer>> orders) {
        if (begun.size() == slices) {
            orders.add(List.copyOf(begun));
            return;
        }
        for (int next = 0; next < slices; next++) {
            if (!begun.contains(next)) {
                begun.add(next);
                extend(begun, slices, orders);
                begun.removeLast();
            }
        }
    }

    static Course run(List<? extends Slice<?>> slices, Rehearsal<?> rehearsal) {
        slices.forEach(rehearsal.decisions()::decide);
        List<Finish> finishes = new ArrayList<>();
        for (Slice<?> slice : slices) {
            String name = slice.getClass().getSimpleName();
            try {
                finishes.add(new Finish(name, false, save(slice, rehearsal), null));
            } catch (AppendConditionFailedException conflict) {
                finishes.add(anew(name, slice, rehearsal));
            }
        }
        return new Course(finishes);
    }

    private static Finish anew(String name, Slice<?> slice, Rehearsal<?> rehearsal) {
        try {
            rehearsal.decisions().decide(slice);
            return new Finish(name, true, save(slice, rehearsal), null);
        } catch (RuntimeException refused) {
            return new Finish(name, true, false, refused);
        }
    }

    private static boolean save(Slice<?> slice, Rehearsal<?> rehearsal) {
        return !rehearsal.recorded(slice.pendingEvents(), slice.conditions()).isEmpty();
    }
}
