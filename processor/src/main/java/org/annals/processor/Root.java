package org.annals.processor;

import com.palantir.javapoet.ClassName;

import javax.lang.model.element.TypeElement;

/** The interface of all events of a class. Immutable. */
sealed interface Root {
    /** Returns how code names it. */
    ClassName className();

    /** One that is to be written. */
    record Generated(ClassName className) implements Root {}

    /** One that the user has written. */
    record Own(TypeElement element) implements Root {
        @Override
        public ClassName className() {
            return ClassName.get(element);
        }
    }
}
