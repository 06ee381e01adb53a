/**
 * Views that follow from events, exactly once, wherever they are kept.
 *
 * <p>Start with {@link org.annals.projection.Projection}, which says what each event does to a
 * view. A {@link org.annals.projection.ProjectionRunner} keeps the view up to date, in a {@link
 * org.annals.projection.ViewStore}: changes and the place reached in one transaction. Of a view
 * there may be several {@linkplain org.annals.projection.Edition editions}, of which one is live.
 *
 * <p><b>May use:</b> {@code domain}, {@code persistence}, {@code dcb}, {@code recording}, {@code
 * application}, {@code following}. <b>Used by:</b> users, {@code testkit/scenario}.
 *
 * <p><b>Threads:</b> everything here may be shared unless a type says otherwise.
 */
@NullMarked
package org.annals.projection;

import org.jspecify.annotations.NullMarked;
