/**
 * Bytes made secret and back, and the keys for it. Knows nothing of events.
 *
 * <p>Start with {@link org.annals.encryption.Cipher}, of which {@link
 * org.annals.encryption.AesGcmCipher} is the one that the JDK has, and {@link
 * org.annals.encryption.KeyProvider}; the keys of data subjects are {@link
 * org.annals.encryption.SubjectKeys}.
 *
 * <p>The form of cipher 1, AES-256-GCM:
 *
 * <ul>
 *   <li>1 byte: the length of the key's id, from 1 to 64
 *   <li>the key's id, in ASCII
 *   <li>12 bytes: the nonce, random
 *   <li>the ciphertext, as long as what was encrypted
 *   <li>16 bytes: the tag, over the first two of these, the caller's associated data and the rest
 * </ul>
 *
 * <p><b>May use:</b> {@code domain} and {@code settings}, for exceptions. <b>Used by:</b> {@code
 * persistence} and every room above. <b>Threads:</b> everything here may be shared.
 */
@NullMarked
package org.annals.encryption;

import org.jspecify.annotations.NullMarked;
