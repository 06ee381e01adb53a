package org.annals.encryption;

import static java.util.Objects.requireNonNull;

/**
 * Makes personal data secret under its subject's own key, in the form of cipher 1, and back for as
 * long as that key is there. Safe for any number of threads.
 */
public final class SubjectCipher {
    private final SubjectKeys keys;
    private final GcmForm form = new GcmForm();

    public SubjectCipher(SubjectKeys keys) {
        this.keys = requireNonNull(keys, "keys");
    }

    /**
     * Returns the encrypted form.
     *
     * @throws SubjectErasedException if the subject was erased
     * @throws SubjectKeysUnavailableException if the store of keys cannot be reached
     */
    public byte[] encrypt(String subject, byte[] plain, byte[] associatedData) {
        return form.encrypt(keys.obtain(subject), plain, associatedData);
    }

    /**
     * Returns what was encrypted.
     *
     * @throws SubjectErasedException if the subject was erased
     * @throws SubjectKeyNotFoundException if its key is not here
     * @throws SubjectKeysUnavailableException if the store of keys cannot be reached
     * @throws CiphertextMalformedException if it is too short, or names no key
     * @throws CiphertextNotAuthenticException if it was changed, cut or moved
     */
    public byte[] decrypt(String subject, byte[] encrypted, byte[] associatedData) {
        return form.decrypt(
                encrypted,
                0,
                associatedData,
                keyId ->
                        keys.find(subject)
                                .filter(key -> key.id().equals(keyId))
                                .orElseThrow(
                                        () -> new SubjectKeyNotFoundException(subject, keyId)));
    }

    /** Returns where the keys are. */
    @Override
    public String toString() {
        return "SubjectCipher[" + keys + "]";
    }
}
