package org.annals.examples.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

/** What may be lost between a server and its clients without garbling what comes behind it. */
final class WakeUpsTest {
    private static byte[] notification(String channel) {
        byte[] name = channel.getBytes(ISO_8859_1);
        int length = Integer.BYTES + Integer.BYTES + name.length + 2;
        return ByteBuffer.allocate(1 + length)
                .put((byte) 'A')
                .putInt(length)
                .putInt(4711)
                .put(name)
                .put(new byte[2])
                .array();
    }

    private static byte[] both(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
    }

    @Test
    void oneNotificationOrSeveralMayBeLost() {
        byte[] one = notification("annals_1");

        assertThat(WakeUps.isAllOf(one)).isTrue();
        assertThat(WakeUps.isAllOf(notification(""))).isTrue();
        assertThat(WakeUps.isAllOf(both(one, notification("other")))).isTrue();
    }

    @Test
    void nothingElseMay() {
        byte[] one = notification("annals_1");

        assertThat(WakeUps.isAllOf(new byte[0])).isFalse();
        assertThat(WakeUps.isAllOf("A text in the midst of a row".getBytes(ISO_8859_1))).isFalse();
        assertThat(WakeUps.isAllOf(both(one, new byte[] {'Z', 0, 0, 0, 5, 'I'}))).isFalse();
        assertThat(WakeUps.isAllOf(ByteBuffer.allocate(5).put(one, 0, 5).array())).isFalse();
        assertThat(WakeUps.isAllOf("AAAAAAAAAAAAAAAAAA".getBytes(ISO_8859_1))).isFalse();
    }
}
