/**
 * Decisions whose consistency is that of what they depend on, and not of an aggregate.
 *
 * <p>Start with {@link org.annals.dcb.Slice}, a decision and the events that it depends on; then
 * {@link org.annals.dcb.EnduringObject}, which is selected by a tag of its own, and {@link
 * org.annals.dcb.Group}, for what is one fact for several of these. {@link
 * org.annals.dcb.DcbRepository} reads what they are made of. Whoever needs nothing of this uses
 * {@link org.annals.persistence.Query} and {@link org.annals.persistence.AppendCondition} alone.
 *
 * <p><b>May use:</b> {@code domain}, {@code persistence}. <b>Used by:</b> {@code application},
 * {@code following}, {@code projection}.
 *
 * <p><b>Threads:</b> what decides is for one thread at a time; everything else may be shared.
 */
@NullMarked
package org.annals.dcb;

import org.jspecify.annotations.NullMarked;
