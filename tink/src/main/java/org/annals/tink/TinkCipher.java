package org.annals.tink;

import static java.util.Objects.checkFromToIndex;
import static java.util.Objects.requireNonNull;

import org.annals.encryption.Cipher;
import org.annals.encryption.EncryptionKeyWornOutException;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The cipher named {@code tink} (id 2): the AEADs of a keyset, whose primary key encrypts.
 *
 * {@snippet class="org.annals.tink.TinkCipherTest" region="cipher"}
 *
 * <p>A key is told by its id in the keyset, and is the only one that is tried. A disabled one is
 * not found; one that is destroyed is revoked. Any other program with the keyset reads what this
 * wrote, if it has the associated data.
 *
 * <p>Most kinds of keys have random nonces, which are safe for 2<sup>32</sup> messages. What this
 * object has encrypted with each is counted: at 2<sup>30</sup> a listener is told that the key
 * wears out, and after 2<sup>31</sup> it encrypts no more. Other processes, and other objects,
 * count for themselves.
 *
 * <p>Safe for any number of threads.
 */
public final class TinkCipher implements Cipher {
    static final String NAME = "tink";

    private static final long WEARS_OUT = 1L << 30;
    private static final long WORN_OUT = 1L << 31;

    private final KeysetProvider keysets;
    private final Consumer<String> wearing;
    private final long wearsOut;
    private final long wornOut;
    private final Map<String, AtomicLong> messages = new ConcurrentHashMap<>();

    /**
     * @param wearing told the id of a key that should soon be replaced, once, on the thread that
     *     encrypts, which waits; it should be quick and must not throw
     */
    public TinkCipher(KeysetProvider keysets, Consumer<String> wearing) {
        this(keysets, wearing, WEARS_OUT, WORN_OUT);
    }

    TinkCipher(KeysetProvider keysets, Consumer<String> wearing, long wearsOut, long wornOut) {
        this.keysets = requireNonNull(keysets, "keysets");
        this.wearing = requireNonNull(wearing, "wearing");
        this.wearsOut = wearsOut;
        this.wornOut = wornOut;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int id() {
        return 2;
    }

    @Override
    public byte[] encrypt(byte[] plain, byte[] associatedData) {
        KeysetKey key = keysets.current().primary();
        count(key.name());
        return key.encrypt(plain, associatedData);
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
        byte[] form = from == 0 ? encrypted : Arrays.copyOfRange(encrypted, from, encrypted.length);
        int keyId = KeysetKey.idIn(form);
        Keyset keyset = keysets.current();
        if (!keyset.has(keyId)) {
            // Another process may have encrypted with a key that was added a moment ago.
            keyset = keysets.newest();
        }
        return keyset.get(keyId).decrypt(form, associatedData);
    }

    /** Returns the name, and nothing of the keys. */
    @Override
    public String toString() {
        return name();
    }
}
