package org.annals.dcb;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of an {@link org.annals.domain.EventSourced} decision model that folds an event
 * which cannot change what is decided: see {@link Handlers#observe}.
 *
 * <p>Its parameters are some of the components of the event, by name and type, or the event itself.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Observe {
    /** The event: a record, or a sealed interface of several. */
    Class<?> value();
}
