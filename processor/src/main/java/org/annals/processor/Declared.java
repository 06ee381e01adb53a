package org.annals.processor;

import com.palantir.javapoet.ClassName;

import org.jspecify.annotations.Nullable;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * An {@link org.annals.domain.EventSourced} class in which nothing is wrong. Immutable.
 *
 * @param state how a state is taken, or null if none is
 * @param taggedBy the key of the tag, empty for the default
 * @param names how types are named of which it is made
 */
record Declared(
        TypeElement element,
        Kind kind,
        Root root,
        Bodies bodies,
        @Nullable State state,
        String taggedBy,
        TypeNames names) {

    /**
     * How a state is taken.
     *
     * @param element its class
     * @param method returns it
     * @param constructor takes it over
     */
    record State(TypeElement element, ExecutableElement method, ExecutableElement constructor) {}

    /** Returns the class itself. */
    ClassName className() {
        return ClassName.get(element);
    }

    /** Returns the class that is written. */
    ClassName subclassName() {
        return ClassName.get(className().packageName(), className().simpleName() + '_');
    }
}
