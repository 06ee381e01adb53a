package org.annals.domain;

import java.util.Set;

/**
 * What an application is made of: a set of event classes that belong together, such as those of one
 * aggregate, or what leads to them. Implementations are immutable.
 */
public interface EventFamily {
    /** Returns the classes of the events, none of them abstract. */
    Set<Class<?>> eventClasses();
}
