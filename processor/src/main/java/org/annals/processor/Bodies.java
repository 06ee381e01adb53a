package org.annals.processor;

import java.util.List;
import java.util.stream.Stream;

import javax.lang.model.element.ExecutableElement;

/**
 * What a class has to apply events by. Immutable.
 *
 * @param creations the constructors that apply the event that creates an object
 * @param methods the methods that apply events
 * @param passed the constructors of a decision model, which are handed on
 */
record Bodies(List<Body> creations, List<Body> methods, List<ExecutableElement> passed) {
    Bodies {
        creations = List.copyOf(creations);
        methods = List.copyOf(methods);
        passed = List.copyOf(passed);
    }

    /** Returns those that apply an event. */
    List<Body> all() {
        return Stream.concat(creations.stream(), methods.stream()).toList();
    }
}
