/**
 * The declarative style as the guide tells it.
 *
 * <p>Start with {@link org.annals.examples.guide.declared.Dog}.
 *
 * <p><b>May use:</b> the library. <b>Used by:</b> the guide.
 *
 * <p><b>Threads:</b> an aggregate is for one thread at a time.
 */
@NullMarked
package org.annals.examples.guide.declared;

import org.jspecify.annotations.NullMarked;
