package org.annals.examples.selftest;

import java.nio.ByteBuffer;

/** Notifications as a PostgreSQL server sends them. Stateless. */
final class WakeUps {
    private static final byte NOTIFICATION = 'A';
    // The length counts itself, a process id and two texts with an end each.
    private static final int SHORTEST = 10;

    private WakeUps() {}

    /**
     * Returns whether bytes are notifications and nothing else, as the loss of anything else would
     * garble what comes behind it.
     */
    static boolean isAllOf(byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.remaining() > SHORTEST) {
            boolean isOne = rest.get() == NOTIFICATION;
            int length = rest.getInt();
            if (!isOne || length < SHORTEST || length - Integer.BYTES > rest.remaining()) {
                return false;
            }
            rest.position(rest.position() + length - Integer.BYTES);
        }
        return bytes.length > 0 && !rest.hasRemaining();
    }
}
