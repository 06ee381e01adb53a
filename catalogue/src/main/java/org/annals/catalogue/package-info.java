/**
 * A page of all events of a system: their components, who triggers them, who handles them, and a
 * drawing of that.
 *
 * <p>Start with {@link org.annals.catalogue.Catalogue}. Class files are read, and no class of the
 * user's is loaded: {@code ClassFileReader} makes {@code ClassFacts} of each, {@code Classes} has
 * them all, {@code EventSearch} finds the events, {@code Mentions} who has to do with them, and
 * {@code Page} and {@code Drawing} write it down.
 *
 * <p><b>May use:</b> the annotations and base classes of the library, by name; ASM. <b>Used by:</b>
 * {@code ./annals catalogue} and users' builds.
 *
 * <p><b>Threads:</b> a catalogue is immutable.
 */
@NullMarked
package org.annals.catalogue;

import org.jspecify.annotations.NullMarked;
