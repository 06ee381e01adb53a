package org.annals.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the interface of events that was generated of an {@link EventSourced} class, so that a
 * compiler which finds it again knows that it is to be written anew.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface EventsOf {
    /** The class. */
    Class<?> value();
}
