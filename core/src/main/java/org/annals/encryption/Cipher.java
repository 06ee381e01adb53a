package org.annals.encryption;

/**
 * Makes bytes secret, and back if nothing about them was changed.
 *
 * <p>Associated data is not stored with the encrypted bytes and not secret, but they open only
 * beside the same: it says what they belong to, so that they are of no use elsewhere. What is
 * encrypted says nothing of the cipher that made it: whoever stores it keeps the {@link #id} beside
 * it. Implementations may be shared between threads.
 */
public interface Cipher {
    /** Returns the name by which a setting chooses it, such as {@code aes-gcm}. */
    String name();

    /** Returns the number, from 1 to 255, under which its form is stored. It never changes. */
    int id();

    /**
     * Returns the encrypted form, which is another one each time and names the key that was active.
     *
     * @throws EncryptionKeyWornOutException if the active key has encrypted as much as it may
     */
    byte[] encrypt(byte[] plain, byte[] associatedData);

    /**
     * Returns what was encrypted. Nothing of it is given out before all of it is verified.
     *
     * @param encrypted an array that ends with the encrypted form
     * @param from the index at which the encrypted form begins
     * @throws CiphertextMalformedException if it is too short, or names no key
     * @throws EncryptionKeyNotFoundException if its key is not here
     * @throws EncryptionKeyRevokedException if its key was destroyed on purpose
     * @throws CiphertextNotAuthenticException if it was changed, cut or moved, or the key is
     *     another one under the same id
     * @throws IndexOutOfBoundsException if {@code from} is outside the array
     */
    byte[] decrypt(byte[] encrypted, int from, byte[] associatedData);
}
