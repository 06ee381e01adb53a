/**
 * Keysets of Tink, in place of the keys of {@code encryption}.
 *
 * <p>Start with {@link org.annals.tink.TinkCipher}; {@link org.annals.tink.KeysetFile} is a keyset
 * in a file, in the clear or encrypted by a key management service.
 *
 * <p>The form of cipher 2 is what Tink's AEADs write for a key whose output has a prefix, with the
 * caller's associated data:
 *
 * <ul>
 *   <li>1 byte: 1, or 0 for a key of the variant that Tink calls CRUNCHY
 *   <li>4 bytes: the id of the key, big-endian
 *   <li>what the key makes, which for AES-GCM is the nonce (12 bytes), the ciphertext and the tag
 *       (16)
 * </ul>
 *
 * <p><b>May use:</b> {@code encryption}, {@code settings}, and of {@code persistence} the service.
 * <b>Used by:</b> applications, by setting or by hand. <b>Threads:</b> everything here may be
 * shared.
 */
@NullMarked
package org.annals.tink;

import org.jspecify.annotations.NullMarked;
