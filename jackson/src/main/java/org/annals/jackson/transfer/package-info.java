/**
 * A log as a file of JSON lines and back: start with {@link org.annals.jackson.transfer.LogExport}
 * and {@link org.annals.jackson.transfer.LogImport}.
 *
 * <p>Lines are in UTF-8, each ended by a line feed. Format {@code annals-log}, version 1:
 *
 * <ul>
 *   <li>a header {@code {"format","version","name","logId","incarnation","after"}};
 *   <li>a line for each event, positions from after + 1 on without gaps: {@code
 *       {"position","id","aggregateId","version","type","typeVersion","tags","recordedAt",
 *       "metadata","data"}}. An event of no aggregate lacks the two names. Tags are an array of
 *       {@code "key:value"}, where the key ends at the first colon; the time is in microseconds
 *       since 1970; metadata is an object; data is base64 of the bytes as they are stored;
 *   <li>a line for each log that this one has followed, in the order of their names: {@code
 *       {"upstream","position","eventId","epoch"}}, without the third if it is not known;
 *   <li>a footer {@code {"events","head","sha256"}}: how many, the last position, and the digest,
 *       in lower-case hexadecimal digits, of all bytes before the footer.
 * </ul>
 *
 * <p><b>May use:</b> {@code domain}, {@code persistence}. <b>Threads:</b> for one at a time.
 */
@NullMarked
package org.annals.jackson.transfer;

import org.jspecify.annotations.NullMarked;
