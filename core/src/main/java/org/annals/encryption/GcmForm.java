package org.annals.encryption;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Function;

import javax.crypto.AEADBadTagException;

/**
 * Writes and reads the form that the package describes. Safe for any number of threads. It keeps no
 * more than as many engines as there are processors.
 */
final class GcmForm {
    private static final int KEPT = Runtime.getRuntime().availableProcessors();

    private final ArrayBlockingQueue<GcmEngine> engines = new ArrayBlockingQueue<>(KEPT);

    byte[] encrypt(EncryptionKey key, byte[] plain, byte[] associatedData) {
        byte[] keyId = key.id().getBytes(ISO_8859_1);
        int head = 1 + keyId.length;
        byte[] form = new byte[head + GcmEngine.NONCE + plain.length + GcmEngine.TAG];
        form[0] = (byte) keyId.length;
        System.arraycopy(keyId, 0, form, 1, keyId.length);
        GcmEngine engine = engine();
        try {
            engine.encrypt(key.secret(), form, head, plain, associatedData);
            return form;
        } catch (GeneralSecurityException e) {
            throw impossible(e);
        } finally {
            keep(engine);
        }
    }

    /**
     * @param keys returns the key of an id, or throws
     */
    byte[] decrypt(
            byte[] encrypted,
            int from,
            byte[] associatedData,
            Function<String, EncryptionKey> keys) {
        String keyId = keyId(encrypted, from);
        EncryptionKey key = keys.apply(keyId);
        GcmEngine engine = engine();
        try {
            return engine.decrypt(
                    key.secret(), encrypted, from, 1 + keyId.length(), associatedData);
        } catch (AEADBadTagException e) {
            throw new CiphertextNotAuthenticException(keyId);
        } catch (GeneralSecurityException e) {
            throw impossible(e);
        } finally {
            keep(engine);
        }
    }

    private static String keyId(byte[] encrypted, int from) {
        int length = encrypted.length - from;
        int idLength = length == 0 ? 0 : Byte.toUnsignedInt(encrypted[from]);
        if (length < 1 + idLength + GcmEngine.NONCE + GcmEngine.TAG) {
            throw new CiphertextMalformedException(
                    length, "a key's id, nonce and tag would be longer");
        }
        String keyId = new String(encrypted, from + 1, idLength, ISO_8859_1);
        if (!EncryptionKey.isId(keyId)) {
            throw new CiphertextMalformedException(length, "they do not begin with a key's id");
        }
        return keyId;
    }

    private GcmEngine engine() {
        GcmEngine kept = engines.poll();
        return kept == null ? new GcmEngine() : kept;
    }

    /** Keeps an engine for the next message, or leaves it to the collector if there are enough. */
    private void keep(GcmEngine engine) {
        engines.offer(engine);
    }

    /** Returns how many engines are kept for use at this moment. */
    int kept() {
        return engines.size();
    }

    private static IllegalStateException impossible(GeneralSecurityException cause) {
        return new IllegalStateException(
                "The JDK's AES/GCM refused a key of 32 bytes. Use a JDK that has it in full.",
                cause);
    }
}
