package org.annals.integrity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash of the chain. */
final class Sha256 {
    static final int LENGTH = 32;

    private Sha256() {}

    static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256; this one has not.", e);
        }
    }
}
