package org.annals.persistence;

import org.annals.domain.EventFamily;

import java.util.List;
import java.util.Set;

/**
 * Steps from earlier versions of events to what the code knows: given to an application beside the
 * types that they lead to. They are checked when it starts, whether or not such events are stored.
 * Immutable.
 */
public final class Upcasters implements EventFamily {
    private final List<Upcaster> steps;

    private Upcasters(List<Upcaster> steps) {
        this.steps = steps;
    }

    /** Returns these steps, in any order. */
    public static Upcasters of(Upcaster... steps) {
        return new Upcasters(List.of(steps));
    }

    /** Returns the steps. */
    public List<Upcaster> steps() {
        return steps;
    }

    /** Returns nothing: steps lead to classes that others bring. */
    @Override
    public Set<Class<?>> eventClasses() {
        return Set.of();
    }

    @Override
    public String toString() {
        return "Upcasters" + steps;
    }
}
