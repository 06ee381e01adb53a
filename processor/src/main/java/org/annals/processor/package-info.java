/**
 * What is written when {@link org.annals.domain.EventSourced} classes are compiled: the records of
 * their events, and the subclass that triggers and applies them.
 *
 * <p>Start with {@link org.annals.processor.EventSourcedProcessor}, which compilers load by
 * themselves.
 *
 * <p><b>May use:</b> {@code domain} and {@code dcb}, whose names generated code has. <b>Used
 * by:</b> compilers, and by nothing that runs.
 *
 * <p><b>Threads:</b> a compiler uses a processor from one thread.
 */
@NullMarked
package org.annals.processor;

import org.jspecify.annotations.NullMarked;
