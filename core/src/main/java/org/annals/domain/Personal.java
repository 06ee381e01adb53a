package org.annals.domain;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of an event, or of a state, that says something of a person. It is an {@link
 * Erasable}, stored under a key of the {@linkplain Subject data subject's} own, and cannot be read
 * any more once that key is destroyed.
 *
 * {@snippet class="org.annals.persistence.PersonalFormTest" region="personal"}
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Personal {}
