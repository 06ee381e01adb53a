package org.annals.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an abstract class of which the rest is generated when it is compiled: for {@code Dog} the
 * records of its events in {@code DogEvent}, and the subclass {@code Dog_}, which triggers and
 * applies them.
 *
 * <p>The class is an {@link Aggregate}, an {@link org.annals.dcb.EnduringObject}, an {@link
 * org.annals.dcb.Slice} or an {@link org.annals.dcb.QuerySlice}. What is generated behaves as if it
 * were written by hand; what cannot is refused by the compiler. It needs the module {@code
 * org.annals.processor} when it is compiled, and nothing when it runs.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface EventSourced {
    /**
     * The state for snapshots and caches. The class then has a method without parameters that
     * returns it, and a constructor of it alone: see {@link AggregateType#withState}.
     */
    Class<?> state() default void.class;

    /**
     * The key of the tag by which the events of an enduring object are selected; empty for the name
     * of the class with a small letter.
     */
    String taggedBy() default "";
}
