package org.annals.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of an event by whose value the event is tagged, when it is triggered: so it can
 * be selected, and decisions can depend on it.
 *
 * {@snippet class="org.annals.domain.EventTagsTest" region="tagged"}
 *
 * <p>The value is text, a {@link java.util.UUID}, an enum, a whole number, or a record of one such
 * component. An {@link java.util.Optional} or a {@link java.util.Collection} of these gives a tag
 * for each element; what is null or empty gives none. A tag is stored in the clear, so it must hold
 * no personal data.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Tag {
    /** Returns the key: not empty, without a colon. */
    String value();
}
