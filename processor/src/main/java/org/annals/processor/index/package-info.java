/**
 * Lists, when they are compiled, the events of interfaces that are not sealed, so that an
 * application which knows the interface knows them.
 *
 * <p>Start with {@link org.annals.processor.index.EventIndexProcessor}, which compilers load by
 * themselves.
 *
 * <p>A list is the resource {@code META-INF/annals/events/NAME}, of the binary name of an
 * interface: the binary names of the classes, sorted, a line each, in UTF-8.
 *
 * <p><b>May use:</b> {@code domain}. <b>Used by:</b> compilers; what it writes is read by {@code
 * domain}.
 *
 * <p><b>Threads:</b> a compiler uses a processor from one thread.
 */
@NullMarked
package org.annals.processor.index;

import org.jspecify.annotations.NullMarked;
