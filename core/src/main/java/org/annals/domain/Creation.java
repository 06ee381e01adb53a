package org.annals.domain;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Why the constructor of a {@link BegunByConstructor} object applies an event: it was triggered
 * now, or it is recorded. For generated classes, and for one object.
 */
public final class Creation {
    private static final Creation REPLAYED = new Creation(0, null);

    private final long triggeredBefore;
    private final @Nullable String id;

    private Creation(long triggeredBefore, @Nullable String id) {
        this.triggeredBefore = triggeredBefore;
        this.id = id;
    }

    /** Returns that of an event which is triggered now, by the running thread. */
    public static Creation now() {
        return new Creation(Ambient.ofThread().triggerCount, null);
    }

    /** Returns that of an event which is triggered now, of an aggregate that has this id. */
    public static Creation now(String id) {
        return new Creation(Ambient.ofThread().triggerCount, requireNonNull(id, "id"));
    }

    /** Returns that of an event which is recorded. */
    public static Creation replayed() {
        return REPLAYED;
    }

    /** Returns whether the event is recorded. */
    public boolean isReplayed() {
        return this == REPLAYED;
    }

    /**
     * Requires that nothing else was triggered meanwhile on this thread.
     *
     * @throws IllegalStateException if something was, or another event is being applied
     */
    public void requireNothingTriggered(Object event) {
        Ambient ambient = Ambient.ofThread();
        ambient.requireNotApplying(event);
        if (ambient.triggerCount != triggeredBefore + 1) {
            throw Ambient.applyingAnother(event);
        }
    }

    /**
     * Requires that the object has the id that it was to have.
     *
     * @throws IllegalStateException if it has another one
     */
    void requireId(Object object, String actual) {
        if (id != null && !id.equals(actual)) {
            throw new IllegalStateException(
                    "%s was to have the id '%s', which its constructor does not hand to its superclass. Let it begin with super(…) of the parameter that is marked with @AggregateId."
                            .formatted(object, id));
        }
    }
}
