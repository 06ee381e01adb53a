package org.annals.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what is triggered when a method or constructor of an {@link EventSourced} class is called:
 * an event whose components are its parameters, and which its body applies, then and on replay.
 *
 * <p>The event is a record that is generated, called by the name that is given here, or by that of
 * the method with a capital; or a record of the user's, whose components have the names and types
 * of the parameters. Annotations of parameters, as {@link Tag} and {@link Personal}, are those of
 * the components.
 *
 * <p>On a constructor it is the event that creates the object. The body changes state and does
 * nothing else: what is recorded has happened, so whatever may refuse it stands in a method that
 * calls it.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.CONSTRUCTOR, ElementType.METHOD})
public @interface Event {
    /** The simple name of the record; empty for that of the method with a capital. */
    String value() default "";

    /** A record of the user's that is triggered in place of a generated one. */
    Class<?> of() default void.class;

    /** The schema version of the generated record: see {@link EventType#version}. */
    int version() default 1;

    /** Stored names that the generated record had earlier: see {@link EventType#aliases}. */
    String[] aliases() default {};

    /** Whether the generated record is never compressed: see {@link EventType#secret}. */
    boolean secret() default false;

    /**
     * Whether such events are recorded no more, and the body is kept for those that are. Calling it
     * throws an {@link IllegalStateException}.
     */
    boolean replayOnly() default false;
}
