package org.annals.jackson.transfer;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Reads lines of bounded length, and digests those that have been left. For one thread. */
final class LineReader {
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final int longest;
    private final MessageDigest digest = Digests.sha256();
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long number;
    private byte @Nullable [] current;

    LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** Returns the number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /** Returns the digest of all lines before the one that was read last. Once. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Returns the next line without its end, or null if there is none.
     *
     * @throws MalformedLogFileException if it has no end, or is too long
     */
    byte @Nullable [] next() throws IOException {
        leave();
        number++;
        var line = new ByteArrayOutputStream();
        while (hasMore()) {
            int end = from;
            while (end < to && buffer[end] != '\n') {
                end++;
            }
            if (end - from > longest - line.size()) {
                throw MalformedLogFileException.of(
                        number, "is longer than %d bytes".formatted(longest));
            }
            line.write(buffer, from, end - from);
            from = end;
            if (end < to) {
                from++;
                current = line.toByteArray();
                return current;
            }
        }
        if (line.size() > 0) {
            throw cut(number);
        }
        return null;
    }

    static MalformedLogFileException cut(long number) {
        return new MalformedLogFileException(
                number,
                "is where the file was cut off",
                "Get the whole file, and import it into the same log: what is there is not written again.");
    }

    private void leave() {
        if (current != null) {
            digest.update(current);
            digest.update((byte) '\n');
            current = null;
        }
    }

    private boolean hasMore() throws IOException {
        if (from == to) {
            from = 0;
            to = Math.max(0, in.read(buffer));
        }
        return from < to;
    }
}
