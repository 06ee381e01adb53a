package org.annals.domain;

import java.util.Set;

/**
 * A set of event classes that belong together, such as those of one aggregate. What an application
 * is made of. Implementations are immutable.
 */
public interface EventFamily {
    /** Returns the classes of the events, none of them abstract. */
    Set<Class<?>> eventClasses();
}
