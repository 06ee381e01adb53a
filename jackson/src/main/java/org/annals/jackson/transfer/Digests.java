package org.annals.jackson.transfer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest by which a cut or changed file is noticed. */
final class Digests {
    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
