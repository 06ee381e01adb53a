package org.annals.tink;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;

import org.annals.encryption.CiphertextMalformedException;
import org.annals.encryption.CiphertextNotAuthenticException;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

/** One enabled key of a keyset, and the AEAD that has it alone. Safe for any number of threads. */
final class KeysetKey {
    /** Has the kinds of AEAD that work in this process, and none that calls another. */
    static final Configuration CONFIGURATION = AeadConfig2026.get();

    private static final int PREFIX = 1 + Integer.BYTES;

    private final int id;
    private final Key key;
    private final Aead aead;

    private KeysetKey(int id, Key key, Aead aead) {
        this.id = id;
        this.key = key;
        this.aead = aead;
    }

    static KeysetKey of(KeysetHandle.Entry entry) throws GeneralSecurityException {
        // The AEAD of the whole keyset would try its keys in turn.
        KeysetHandle alone =
                KeysetHandle.newBuilder()
                        .setConfiguration(CONFIGURATION)
                        .addEntry(
                                KeysetHandle.importKey(entry.getKey())
                                        .withFixedId(entry.getId())
                                        .makePrimary())
                        .build();
        return new KeysetKey(
                entry.getId(), entry.getKey(), alone.getPrimitive(CONFIGURATION, Aead.class));
    }

    /**
     * Returns the id of the key that an encrypted form names.
     *
     * @throws CiphertextMalformedException if it is too short, or names none
     */
    static int idIn(byte[] form) {
        if (form.length < PREFIX) {
            throw new CiphertextMalformedException(form.length, "they end within a key's id");
        }
        if (form[0] != 0 && form[0] != 1) {
            throw new CiphertextMalformedException(
                    form.length, "they do not begin with a key's id");
        }
        return ByteBuffer.wrap(form).getInt(1);
    }

    /** Returns an id as Tink shows it. */
    static String name(int id) {
        return Integer.toUnsignedString(id);
    }

    String name() {
        return name(id);
    }

    boolean isSameAs(KeysetKey other) {
        return key.equalsKey(other.key);
    }

    byte[] encrypt(byte[] plain, byte[] associatedData) {
        try {
            return aead.encrypt(plain, associatedData);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "Tink refused to encrypt %d bytes with the key %s. Make a key of another kind primary."
                            .formatted(plain.length, name()),
                    e);
        }
    }

    byte[] decrypt(byte[] form, byte[] associatedData) {
        try {
            return aead.decrypt(form, associatedData);
        } catch (GeneralSecurityException e) {
            // Without the cause: all that Tink says is that it could not.
            throw new CiphertextNotAuthenticException(name());
        }
    }
}
