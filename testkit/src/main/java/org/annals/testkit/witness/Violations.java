package org.annals.testkit.witness;

import java.util.ArrayList;
import java.util.List;

/** The contradictions found so far: the first ones, as more of them say little more. */
final class Violations {
    private static final int MOST = 100;

    private final List<Violation> found = new ArrayList<>();

    void add(Violation.Kind kind, String what) {
        if (found.size() < MOST) {
            found.add(new Violation(kind, what));
        }
    }

    List<Violation> found() {
        return List.copyOf(found);
    }
}
