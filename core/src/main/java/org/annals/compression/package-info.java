/**
 * Bytes made smaller and back. Knows nothing of events.
 *
 * <p>Start with {@link org.annals.compression.Compressor}. {@link
 * org.annals.compression.DeflateCompressor} is the one that the JDK has; a {@link
 * org.annals.compression.CompressionDictionary}, trained from events, is what makes small events
 * smaller.
 *
 * <table>
 * <caption>Compressed forms</caption>
 * <tr><th>id</th><th>form</th></tr>
 * <tr><td>1</td><td>a raw deflate stream (RFC 1951)</td></tr>
 * <tr><td>2</td><td>4 bytes: the id of a dictionary; a raw deflate stream that begins with this
 * dictionary in its window</td></tr>
 * <tr><td>3, 4</td><td>of {@code org.annals.zstd}</td></tr>
 * </table>
 *
 * <p>A form ends where its stream ends: bytes that follow are an error.
 *
 * <p><b>May use:</b> {@code domain} and {@code settings}, for their exceptions. <b>Used by:</b>
 * {@code persistence} and every room above.
 *
 * <p><b>Threads:</b> instances may be shared.
 */
@NullMarked
package org.annals.compression;

import org.jspecify.annotations.NullMarked;
