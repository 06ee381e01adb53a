/**
 * Where aggregates and decisions meet a recorder.
 *
 * <p>Start with {@link org.annals.application.Application}, the base class of the user's own. It
 * has a {@link org.annals.application.Repository} to get aggregates from, an event store to save
 * to, and a {@link org.annals.application.NotificationLog} by which others follow it.
 *
 * <p><b>May use:</b> {@code domain}, {@code settings}, {@code persistence}, {@code memory}. <b>Used
 * by:</b> users' own applications.
 *
 * <p><b>Threads:</b> everything here may be shared.
 */
@NullMarked
package org.annals.application;

import org.jspecify.annotations.NullMarked;
