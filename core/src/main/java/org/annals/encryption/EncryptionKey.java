package org.annals.encryption;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import org.annals.settings.ConfigurationException;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret of 32 bytes and the id under which stored data names it.
 *
 * <p>The id is stored in the clear: 1 to 64 ASCII letters, digits, {@code .}, {@code _} and {@code
 * -}. Under one id there is only ever one key. Immutable; equal to itself alone, so that no
 * comparison can be timed, and told by {@link #toString} without the secret.
 */
public final class EncryptionKey {
    private static final int LENGTH = 32;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final String ID_RULE = "1 to 64 ASCII letters, digits, '.', '_' and '-'";

    private final String id;
    private final SecretKeySpec secret;

    private EncryptionKey(String id, byte[] bytes) {
        this.id = id;
        this.secret = new SecretKeySpec(bytes, "AES");
    }

    /**
     * Returns a new key from {@link SecureRandom}.
     *
     * @throws IllegalArgumentException if this cannot be an id
     */
    public static EncryptionKey generate(String id) {
        if (!isId(requireNonNull(id, "id"))) {
            throw new IllegalArgumentException(
                    "'%s' cannot be the id of a key. Give %s.".formatted(id, ID_RULE));
        }
        return new EncryptionKey(id, random());
    }

    /** Returns a new key from {@link SecureRandom}, with an id derived from it. */
    public static EncryptionKey generate() {
        byte[] bytes = random();
        return new EncryptionKey(derivedId(bytes), bytes);
    }

    /**
     * Returns the key that a text says: {@code id:base64}, or {@code base64} alone, which has an id
     * derived from the key, always the same.
     *
     * @param setting where the text stands, for the message
     * @throws ConfigurationException if it is neither, or not of 32 bytes; the message has nothing
     *     of the text
     */
    public static EncryptionKey parse(String text, String setting) {
        String stripped = text.strip();
        int colon = stripped.indexOf(':');
        byte[] bytes = decoded(stripped.substring(colon + 1), setting);
        if (colon < 0) {
            return new EncryptionKey(derivedId(bytes), bytes);
        }
        String id = stripped.substring(0, colon);
        if (!isId(id)) {
            // The text may have been put together wrongly, so not even the id is told.
            throw new ConfigurationException(
                    "%s has no id before the colon. Give %s.".formatted(setting, ID_RULE));
        }
        return new EncryptionKey(id, bytes);
    }

    private static byte[] decoded(String base64, String setting) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Without the cause, whose message tells a character of the secret.
            throw wrong(setting, "is not base64");
        }
        if (bytes.length != LENGTH) {
            throw wrong(setting, "has %d bytes".formatted(bytes.length));
        }
        return bytes;
    }

    private static ConfigurationException wrong(String setting, String what) {
        return new ConfigurationException(
                "The key in %s %s. Give %d bytes as base64, alone or after an id and a colon."
                        .formatted(setting, what, LENGTH));
    }

    private static byte[] random() {
        byte[] bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** Returns an id from a hash that is made for nothing else, and says nothing of the key. */
    private static String derivedId(byte[] bytes) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update("org.annals encryption key id\0".getBytes(US_ASCII));
            return "k" + HexFormat.of().formatHex(sha256.digest(bytes), 0, Integer.BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256; this one has not.", e);
        }
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Returns the id, which is no secret. */
    public String id() {
        return id;
    }

    /** Returns the key as {@code id:base64}, for whoever has to store it. This is the secret. */
    public String toText() {
        return id + ":" + Base64.getEncoder().encodeToString(secret.getEncoded());
    }

    SecretKey secret() {
        return secret;
    }

    /**
     * Returns whether the other key has the same secret, in a time that does not tell where not.
     */
    boolean hasSecretOf(EncryptionKey other) {
        return MessageDigest.isEqual(secret.getEncoded(), other.secret.getEncoded());
    }

    /** Returns the id, and nothing of the secret. */
    @Override
    public String toString() {
        return "EncryptionKey[" + id + "]";
    }
}
