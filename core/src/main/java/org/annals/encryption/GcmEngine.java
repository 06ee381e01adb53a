package org.annals.encryption;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The JDK's AES-GCM and nonces for it, to be used again and again. For one thread at a time, which
 * is why no nonce can be taken twice.
 */
final class GcmEngine {
    /** The length of a nonce. */
    static final int NONCE = 12;

    /** The length of a tag. */
    static final int TAG = 16;

    private static final int NONCES = 64;

    private final SecureRandom random = new SecureRandom();
    private final byte[] nonces = new byte[NONCES * NONCE];
    private final Cipher cipher;
    private int used = nonces.length;

    GcmEngine() {
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has AES/GCM; this one has not.", e);
        }
    }

    /**
     * Writes nonce, ciphertext and tag.
     *
     * @param form has a head, which is authenticated, and room for the rest
     * @param head the length of the head
     */
    void encrypt(SecretKey key, byte[] form, int head, byte[] plain, byte[] associatedData)
            throws GeneralSecurityException {
        nextNonce(form, head);
        cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG * 8, form, head, NONCE));
        cipher.updateAAD(form, 0, head);
        cipher.updateAAD(associatedData);
        cipher.doFinal(plain, 0, plain.length, form, head + NONCE);
    }

    private void nextNonce(byte[] form, int at) {
        if (used == nonces.length) {
            random.nextBytes(nonces);
            used = 0;
        }
        System.arraycopy(nonces, used, form, at, NONCE);
        used += NONCE;
    }

    /**
     * Returns what was encrypted, after the tag is verified.
     *
     * @param from where the form begins, with its head
     * @param head the length of the head
     * @throws javax.crypto.AEADBadTagException if the tag is another one
     */
    byte[] decrypt(SecretKey key, byte[] form, int from, int head, byte[] associatedData)
            throws GeneralSecurityException {
        int nonce = from + head;
        int text = nonce + NONCE;
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG * 8, form, nonce, NONCE));
        cipher.updateAAD(form, from, head);
        cipher.updateAAD(associatedData);
        return cipher.doFinal(form, text, form.length - text);
    }
}
