package org.annals.integrity;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** The signatures of heads, as the JDK makes them. */
final class Ed25519 {
    private static final String NAME = "Ed25519";

    private Ed25519() {}

    static KeyPair newPair() {
        try {
            return KeyPairGenerator.getInstance(NAME).generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        }
    }

    static Signature signature() {
        try {
            return Signature.getInstance(NAME);
        } catch (NoSuchAlgorithmException e) {
            throw missing(e);
        }
    }

    static PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    static PublicKey publicKey(byte[] x509) throws GeneralSecurityException {
        return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(x509));
    }

    private static IllegalStateException missing(NoSuchAlgorithmException cause) {
        return new IllegalStateException("Every JDK has Ed25519; this one has not.", cause);
    }
}
