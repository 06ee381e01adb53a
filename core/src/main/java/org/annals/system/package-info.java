/**
 * Event-driven systems: applications that follow applications.
 *
 * <p>Start with {@link org.annals.system.ProcessApplication}, whose policy says what follows from
 * the events of others. An {@link org.annals.system.EventSystem} says who follows whom, and a
 * {@link org.annals.system.Runner} runs it: in one thread, in several, or an application for each
 * process.
 *
 * <p><b>May use:</b> {@code following}, {@code application} and what that uses. <b>Used by:</b>
 * users' own systems.
 *
 * <p><b>Threads:</b> definitions are immutable; runners may be shared.
 */
@NullMarked
package org.annals.system;

import org.jspecify.annotations.NullMarked;
