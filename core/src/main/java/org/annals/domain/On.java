package org.annals.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of an {@link EventSourced} class that applies an event which it does not trigger:
 * one that something else records, or recorded earlier.
 *
 * <p>Its parameters are some of the components of the event, by name and type, or the event itself.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface On {
    /** The event: a record, or in a decision model also a sealed interface of several. */
    Class<?> value();
}
