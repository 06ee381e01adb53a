/**
 * Shows that a log is as it was recorded: a chain of hashes, signed heads of it, and proofs.
 *
 * <p>Start with {@link org.annals.integrity.ChainVerification}. A {@link
 * org.annals.integrity.HeadSigner} signs heads, to be kept where whoever can write the log cannot:
 * only they show that a log's tail was cut, or its chain made anew. The texts are described where
 * they are made: {@link org.annals.integrity.SignedHead#toText}, {@link
 * org.annals.integrity.InclusionProof#toText}, {@link org.annals.integrity.SigningKey#write}.
 *
 * <p>The hash of no events is SHA-256 of {@code annals chain 1} in ASCII and the log's id. Each
 * later one is SHA-256 of the hash before, the position as 8 bytes, and the event's digest, which
 * is SHA-256 of: format version 1, as a byte; the event's id; a byte, 1 if there is an origin and
 * else 0; aggregate id and version (8 bytes) if there is one; type, type version; number of tags,
 * each with key and value; time in microseconds (8 bytes); number of metadata, each with key and
 * value, in the order of the keys' UTF-8; data. Text is UTF-8; text and data have their length
 * before them. Numbers are 4 bytes unless said otherwise, the highest first.
 *
 * <p><b>May use:</b> {@code domain}, {@code settings}, {@code persistence}. <b>Used by:</b> {@code
 * recording}, {@code memory}, every recorder module. <b>Threads:</b> each type says.
 */
@NullMarked
package org.annals.integrity;

import org.jspecify.annotations.NullMarked;
