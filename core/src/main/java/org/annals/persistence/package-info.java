/**
 * What must be true of any place that keeps events, and the way from objects to bytes.
 *
 * <p>Start with {@link org.annals.persistence.EventStore}, which speaks in domain events: a {@link
 * org.annals.persistence.Mapper} makes stored events of them, by the names in {@link
 * org.annals.persistence.EventTypes} and a {@link org.annals.persistence.Transcoder}, and a {@link
 * org.annals.persistence.Recorder} keeps those. Recorders are a ladder of roles, from {@link
 * org.annals.persistence.AggregateRecorder} up; each is a module of its own and is held to the
 * contract in the testkit.
 *
 * <p>{@link org.annals.persistence.StoredForm} has the form of what is stored, byte for byte, and
 * {@link org.annals.persistence.PersonalData} that of personal components within it.
 *
 * <p><b>May use:</b> {@code domain}, {@code settings}. <b>Used by:</b> {@code application}, every
 * recorder.
 *
 * <p><b>Threads:</b> everything here is immutable or may be shared, unless a type says otherwise.
 */
@NullMarked
package org.annals.persistence;

import org.jspecify.annotations.NullMarked;
