package org.annals.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids derived from names: the same name gives the same id, anywhere and at any time. */
public final class Uuids {
    /** The namespace of URLs (RFC 9562, section 6.6). */
    public static final UUID NAMESPACE_URL =
            UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    /** The namespace of domain names (RFC 9562, section 6.6). */
    public static final UUID NAMESPACE_DNS =
            UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    private Uuids() {}

    /** Returns the version 5 UUID (RFC 9562, section 5.5) of a name in a namespace. */
    public static UUID nameBased(UUID namespace, String name) {
        MessageDigest sha1 = sha1();
        sha1.update(
                ByteBuffer.allocate(16)
                        .putLong(namespace.getMostSignificantBits())
                        .putLong(namespace.getLeastSignificantBits())
                        .array());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(UTF_8)));
        long high = (hash.getLong() & 0xffffffffffff0fffL) | 0x5000L;
        long low = (hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-1, but this one does not.", e);
        }
    }
}
