package org.annals.processor;

import org.jspecify.annotations.Nullable;

import java.util.List;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeMirror;

/**
 * A method or constructor that applies an event. Immutable.
 *
 * @param arguments what it is called with, in order
 */
record Body(ExecutableElement element, EventRecord event, Use use, List<Argument> arguments) {
    /** What it is for. */
    enum Use {
        /** Called by the user it triggers the event. */
        TRIGGERS,
        /** Kept for what was recorded, and not to be called. */
        REPLAYS,
        /** Somebody else triggers the event. */
        APPLIES,
        /** Likewise, and the event cannot change a decision. */
        OBSERVES
    }

    /** What a parameter is given. */
    sealed interface Argument {
        /** A component of the event. */
        record Part(String component) implements Argument {}

        /**
         * The event itself.
         *
         * @param cast as what, if that is not its class
         */
        record Whole(@Nullable TypeMirror cast) implements Argument {}

        /** The id of the aggregate. */
        record Id() implements Argument {}
    }

    String name() {
        return element.getSimpleName().toString();
    }
}
