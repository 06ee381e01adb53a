package org.annals.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The stable name and schema version under which an event class is stored.
 *
 * <p>Without it the name is made of the simple names of all enclosing types and of the class,
 * joined by dots, where an enclosing interface loses a final {@code Event} and vanishes if nothing
 * is left: {@code Dog.Event.Registered} is stored as {@code Dog.Registered}. Packages never count.
 *
 * <p>On an enclosing type, such as an aggregate class, {@code name} and {@code aliases} stand for
 * that part of the names of all events nested in it: {@code @EventType(aliases = "Dog") class
 * Hound} reads what was stored as {@code Dog.Registered} as {@code Hound.Registered}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {
    /** The stored name; empty for the default. */
    String name() default "";

    /** The schema version that new events are stored with: 1 or more. Counts on event classes. */
    int version() default 1;

    /** Names under which such events were stored earlier. */
    String[] aliases() default {};

    /**
     * Whether events of this class are never compressed, since the size of what is compressed tells
     * something of it even where it is encrypted. Counts on event classes.
     */
    boolean secret() default false;
}
