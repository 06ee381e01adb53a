package org.annals.integrity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.annals.settings.ConfigurationException;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;

/**
 * An Ed25519 key that signs heads: the secret, and the {@link VerifyingKey} that goes with it.
 *
 * <p>Whoever has it can vouch for a log that never was, so it is kept from whoever can write the
 * log. Immutable; equal to itself alone, and told by {@link #toString} without the secret.
 */
public final class SigningKey {
    private static final String KIND = "annals-signing-key 1";
    private static final byte[] TRIAL = "org.annals signing key trial".getBytes(US_ASCII);

    private final PrivateKey secret;
    private final VerifyingKey verifyingKey;

    private SigningKey(PrivateKey secret, VerifyingKey verifyingKey) {
        this.secret = secret;
        this.verifyingKey = verifyingKey;
    }

    /** Returns a new key. */
    public static SigningKey generate() {
        KeyPair pair = Ed25519.newPair();
        return new SigningKey(pair.getPrivate(), new VerifyingKey(pair.getPublic()));
    }

    /**
     * Reads a file that {@link #write} has written.
     *
     * @throws ConfigurationException if it cannot be read, is open to others than its owner, or is
     *     not of a key; the message has nothing of the key
     */
    public static SigningKey read(Path file) {
        SigningKeyFile.requireForOwnerOnly(file);
        List<String> lines = SigningKeyFile.read(file, KIND, 2);
        VerifyingKey verifyingKey = VerifyingKey.parse(lines.get(1), file);
        SigningKey key;
        try {
            byte[] pkcs8 = Base64.getDecoder().decode(lines.getFirst());
            key = new SigningKey(Ed25519.privateKey(pkcs8), verifyingKey);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // Without the cause, whose message could tell something of the secret.
            throw SigningKeyFile.wrong(file, "has no private Ed25519 key as PKCS#8 in base64");
        }
        if (!verifyingKey.hasSigned(TRIAL, key.sign(TRIAL))) {
            throw SigningKeyFile.wrong(file, "has two keys that do not belong together");
        }
        return key;
    }

    /**
     * Writes the key for its owner alone, in three lines: {@code annals-signing-key 1}, PKCS#8 in
     * base64, and the public key as X.509 in base64.
     *
     * @throws ConfigurationException if the file is there already, or cannot be written
     */
    public void write(Path file) {
        String pkcs8 = Base64.getEncoder().encodeToString(secret.getEncoded());
        SigningKeyFile.write(file, List.of(KIND, pkcs8, verifyingKey.toBase64()));
    }

    /** Returns the id, which is no secret. */
    public String id() {
        return verifyingKey.id();
    }

    /** Returns the public half. */
    public VerifyingKey verifyingKey() {
        return verifyingKey;
    }

    byte[] sign(byte[] message) {
        try {
            Signature ed25519 = Ed25519.signature();
            ed25519.initSign(secret);
            ed25519.update(message);
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key of this JDK does not sign.", e);
        }
    }

    /** Returns the id, and nothing of the secret. */
    @Override
    public String toString() {
        return "SigningKey[" + id() + "]";
    }
}
