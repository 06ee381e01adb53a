/**
 * The schema lock: what events were when they could first be stored, in a file beside the sources,
 * and what has become of them since.
 *
 * <p>Start with {@link org.annals.processor.lock.EventsLockProcessor}, which compilers load by
 * themselves. The file has a block for each type and version of an event: its name and version, its
 * class, aliases, what was written by hand ({@code upcast by} a class, {@code retired}), its
 * components, and the records, enums and sealed types that these are made of.
 *
 * <p>What is stored in one shape must be read in the next, by a transcoder that reads components by
 * name and guesses nothing: {@code Compatibility} has the rules, and its test the proof of each.
 *
 * <p><b>May use:</b> {@code domain}, whose annotations say how events are stored, and the {@code
 * …Elements} of the room above. <b>Used by:</b> compilers, and by nothing that runs.
 *
 * <p><b>Threads:</b> a compiler uses a processor from one thread.
 */
@NullMarked
package org.annals.processor.lock;

import org.jspecify.annotations.NullMarked;
