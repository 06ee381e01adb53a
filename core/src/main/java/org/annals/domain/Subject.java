package org.annals.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the text component that names whose {@linkplain Personal personal data} an event, or a
 * state, has: an id, which is stored in the clear. Where none is marked it is that of the
 * aggregate; what belongs to none, such as an event of a slice or the state of an enduring object,
 * marks one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Subject {}
