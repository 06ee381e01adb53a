/**
 * The program behind {@code ./annals}.
 *
 * <p>Start with {@link org.annals.examples.cli.Annals}. Each command is a class; all of them write
 * through {@code Terminal}, which shows text from elsewhere without letting it do anything.
 *
 * <p><b>May use:</b> the other examples, picocli, progressbar. <b>Used by:</b> people.
 *
 * <p><b>Threads:</b> one; the progress bar draws on one of its own.
 */
@NullMarked
package org.annals.examples.cli;

import org.jspecify.annotations.NullMarked;
