/**
 * A transcoder of one's own: events in few bytes, without any library.
 *
 * <p>Start with {@link org.annals.examples.compact.CompactTranscoder}. It shows what a transcoder
 * has to take care of, and passes the contract of the testkit for the types that it encodes.
 *
 * <p><b>May use:</b> {@code persistence}. <b>Used by:</b> nothing else; it is here to be read.
 *
 * <p><b>Threads:</b> everything here may be shared.
 */
@NullMarked
package org.annals.examples.compact;

import org.jspecify.annotations.NullMarked;
