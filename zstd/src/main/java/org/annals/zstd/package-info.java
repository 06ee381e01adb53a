/**
 * Zstandard (RFC 8878), by the native library of zstd-jni.
 *
 * <p>Start with {@link org.annals.zstd.ZstdCompressor}.
 *
 * <table>
 * <caption>Compressed forms</caption>
 * <tr><th>id</th><th>form</th></tr>
 * <tr><td>3</td><td>a Zstandard frame that says how long its content is</td></tr>
 * <tr><td>4</td><td>4 bytes: the id of a dictionary; such a frame, made with this dictionary,
 * without its magic number and without an id of the dictionary in its header</td></tr>
 * </table>
 *
 * <p>A form is one frame: skippable frames, further frames and other bytes are errors.
 *
 * <p><b>May use:</b> {@code compression}. <b>Used by:</b> applications, by setting or by hand.
 *
 * <p><b>Threads:</b> compressors may be shared. A call of the native library holds its thread, a
 * virtual one its carrier too, for as long as the bytes take, and waits for nothing.
 */
@NullMarked
package org.annals.zstd;

import org.jspecify.annotations.NullMarked;
