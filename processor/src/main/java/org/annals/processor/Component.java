package org.annals.processor;

import javax.lang.model.element.VariableElement;

/**
 * A component of an event that is generated, and the parameter that it is made of. Immutable.
 *
 * @param name that of both
 */
record Component(String name, VariableElement parameter) {
    static Component of(VariableElement parameter) {
        return new Component(parameter.getSimpleName().toString(), parameter);
    }
}
