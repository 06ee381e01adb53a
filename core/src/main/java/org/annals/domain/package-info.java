/**
 * Events, and the objects that decide them.
 *
 * <p>Start with {@link org.annals.domain.Aggregate} for mutable objects, or with {@link
 * org.annals.domain.Decider} and {@link org.annals.domain.Evolved} for functions over immutable
 * state. What is decided travels in a {@link org.annals.domain.DomainEvent}, the envelope of the
 * user's own value. {@link org.annals.domain.Metadata} and {@link org.annals.domain.TriggerScope}
 * say what an envelope is given when its event is triggered.
 *
 * <p><b>May use:</b> the JDK. <b>Used by:</b> every other room.
 *
 * <p><b>Threads:</b> values are immutable and may be shared; an aggregate belongs to one thread at
 * a time.
 *
 * <p><b>Null:</b> a null argument is a {@link NullPointerException}, unless a type says otherwise.
 */
@NullMarked
package org.annals.domain;

import org.jspecify.annotations.NullMarked;
