/**
 * Two applications that follow each other: commands are carried out by one, and what came of each
 * is recorded back in the other. A command that fails stops nothing: its error is a result too.
 *
 * <p>Start with {@link org.annals.examples.commands.Commands}, and {@link
 * org.annals.examples.commands.Results}, which has the loop of both.
 *
 * <p><b>May use:</b> the library. <b>Used by:</b> tests.
 *
 * <p><b>Threads:</b> applications may be shared; a command is for one thread at a time.
 */
@NullMarked
package org.annals.examples.commands;

import org.jspecify.annotations.NullMarked;
