/**
 * Machinery for those who write a recorder; users of recorders need nothing here.
 *
 * <p>Start with {@link org.annals.recording.AppendJudge}, which is the law that every recorder
 * applies to a request, and {@link org.annals.recording.PageCollector}, the same for a page. {@link
 * org.annals.recording.GroupCommit} drains concurrent appends into batches. {@link
 * org.annals.recording.LogTail} makes subscriptions of pages. {@link
 * org.annals.recording.TextCodec} and {@link org.annals.recording.LogName} say how lists of text
 * and names of logs are kept.
 *
 * <p><b>May use:</b> {@code domain}, {@code settings}, {@code persistence}. <b>Used by:</b> {@code
 * memory} and every recorder module.
 *
 * <p><b>Threads:</b> each type says.
 */
@NullMarked
package org.annals.recording;

import org.jspecify.annotations.NullMarked;
