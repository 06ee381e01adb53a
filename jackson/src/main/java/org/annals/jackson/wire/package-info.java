/**
 * The JSON of what goes from one process to another: shared by files of logs and by {@code
 * org.annals.http}, and by nobody else.
 *
 * <p>A notification is an object of {@code
 * "position","id","aggregateId","version","type","typeVersion","tags","recordedAt","metadata",
 * "data"}. An event of no aggregate lacks the two names. Tags are an array of {@code "key:value"},
 * where the key ends at the first colon; the time is in microseconds since 1970; metadata is an
 * object; data is base64 of the bytes as they are stored.
 *
 * <p><b>May use:</b> {@code domain}, {@code persistence}. <b>Used by:</b> {@code
 * org.annals.jackson.transfer}, {@code org.annals.http}. <b>Threads:</b> for one at a time.
 */
@NullMarked
package org.annals.jackson.wire;

import org.jspecify.annotations.NullMarked;
