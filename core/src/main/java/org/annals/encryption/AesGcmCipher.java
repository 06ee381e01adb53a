package org.annals.encryption;

import static java.util.Objects.checkFromToIndex;
import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * AES-256-GCM with random nonces, in the form that the package describes.
 *
 * <p>Random nonces are safe for 2<sup>32</sup> messages a key. What this object has encrypted with
 * each key is counted: at 2<sup>30</sup> a listener is told that the key wears out, and after
 * 2<sup>31</sup> it encrypts no more. Other processes, and other objects, count for themselves.
 *
 * <p>Safe for any number of threads. It keeps no more than as many engines as there are processors.
 */
public final class AesGcmCipher implements Cipher {
    private static final long WEARS_OUT = 1L << 30;
    private static final long WORN_OUT = 1L << 31;

    private final KeyProvider keys;
    private final Consumer<String> wearing;
    private final long wearsOut;
    private final long wornOut;
    private final Map<String, AtomicLong> messages = new ConcurrentHashMap<>();
    private final GcmForm form = new GcmForm();

    /**
     * @param wearing told the id of a key that should soon be replaced, once, on the thread that
     *     encrypts, which waits; it should be quick and must not throw
     */
    public AesGcmCipher(KeyProvider keys, Consumer<String> wearing) {
        this(keys, wearing, WEARS_OUT, WORN_OUT);
    }

    AesGcmCipher(KeyProvider keys, Consumer<String> wearing, long wearsOut, long wornOut) {
        this.keys = requireNonNull(keys, "keys");
        this.wearing = requireNonNull(wearing, "wearing");
        this.wearsOut = wearsOut;
        this.wornOut = wornOut;
    }

    @Override
    public String name() {
        return "aes-gcm";
    }

    @Override
    public int id() {
        return 1;
    }

    @Override
    public byte[] encrypt(byte[] plain, byte[] associatedData) {
        EncryptionKey key = keys.active();
        count(key.id());
        return form.encrypt(key, plain, associatedData);
    }

    private void count(String keyId) {
        long count = messages.computeIfAbsent(keyId, added -> new AtomicLong()).incrementAndGet();
        if (count > wornOut) {
            throw new EncryptionKeyWornOutException(keyId, wornOut);
        }
        if (count == wearsOut) {
            wearing.accept(keyId);
        }
    }

    @Override
    public byte[] decrypt(byte[] encrypted, int from, byte[] associatedData) {
        checkFromToIndex(from, encrypted.length, encrypted.length);
        return form.decrypt(encrypted, from, associatedData, keys::get);
    }

    /** Returns how many engines are kept for use at this moment. */
    int kept() {
        return form.kept();
    }

    /** Returns the name, and nothing of the keys. */
    @Override
    public String toString() {
        return name();
    }
}
