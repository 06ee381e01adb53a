package org.annals.integrity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.annals.settings.ConfigurationException;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A public Ed25519 key, which tells whether its other half has signed something. No secret.
 * Immutable.
 */
public final class VerifyingKey {
    private static final String KIND = "annals-verifying-key 1";
    private static final Pattern ID = Pattern.compile("s[0-9a-f]{16}");

    private final String id;
    private final PublicKey key;

    VerifyingKey(PublicKey key) {
        this.key = key;
        this.id = idOf(key.getEncoded());
    }

    private static String idOf(byte[] encoded) {
        MessageDigest sha256 = Sha256.create();
        sha256.update("org.annals signing key id\0".getBytes(US_ASCII));
        return "s" + HexFormat.of().formatHex(sha256.digest(encoded), 0, Long.BYTES);
    }

    static String requireId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no id of a signing key, which is 's' and 16 hexadecimal digits."
                            .formatted(id));
        }
        return id;
    }

    /**
     * Reads a file that {@link #write} has written.
     *
     * @throws ConfigurationException if it cannot be read, or is not of a key
     */
    public static VerifyingKey read(Path file) {
        return parse(SigningKeyFile.read(file, KIND, 1).getFirst(), file);
    }

    static VerifyingKey parse(String base64, Path file) {
        try {
            byte[] encoded = Base64.getDecoder().decode(base64);
            return new VerifyingKey(Ed25519.publicKey(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw SigningKeyFile.wrong(file, "has no public Ed25519 key as X.509 in base64");
        }
    }

    /**
     * Writes the key in two lines: {@code annals-verifying-key 1}, and X.509 in base64.
     *
     * @throws ConfigurationException if the file is there already, or cannot be written
     */
    public void write(Path file) {
        SigningKeyFile.write(file, List.of(KIND, toBase64()));
    }

    String toBase64() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /** Returns the id, which is derived from the key. */
    public String id() {
        return id;
    }

    boolean hasSigned(byte[] message, byte[] signature) {
        try {
            Signature ed25519 = Ed25519.signature();
            ed25519.initVerify(key);
            ed25519.update(message);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Returns the id. */
    @Override
    public String toString() {
        return "VerifyingKey[" + id + "]";
    }
}
