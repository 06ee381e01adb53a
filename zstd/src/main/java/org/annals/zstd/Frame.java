package org.annals.zstd;

import org.annals.compression.CorruptCompressionException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One Zstandard frame (RFC 8878, section 3.1.1), of which the header and the sizes of the blocks
 * are read, before anything is decompressed. So what a frame announces is believed only as far as
 * its blocks can go, and nothing may follow it. For one frame.
 */
final class Frame {
    /** How a frame begins. */
    enum Format {
        COMPLETE,
        WITHOUT_MAGIC
    }

    private static final int MAGIC = 0xFD2FB528;
    private static final int CHECKSUM = 1 << 2;
    private static final int RESERVED = 1 << 3;
    private static final int SINGLE_SEGMENT = 1 << 5;
    private static final int LARGEST_BLOCK = 128 << 10;
    private static final int RAW = 0;
    private static final int REPEATED = 1;
    private static final int COMPRESSED = 2;

    private final ByteBuffer rest;
    private final int length;
    private final long contentLength;

    private Frame(ByteBuffer rest, Format format) {
        this.rest = rest.order(ByteOrder.LITTLE_ENDIAN);
        this.length = rest.remaining();
        this.contentLength = readAll(format);
    }

    /**
     * Reads a frame that ends with the array.
     *
     * @throws CorruptCompressionException if there is anything else than one frame, which says how
     *     long its content is
     */
    static Frame of(byte[] bytes, int from, Format format) {
        return new Frame(ByteBuffer.wrap(bytes, from, bytes.length - from), format);
    }

    /** Returns how long the content is, if this can be decompressed at all. */
    long contentLength() {
        return contentLength;
    }

    private long readAll(Format format) {
        if (format == Format.COMPLETE && next(4).getInt() != MAGIC) {
            throw corrupt("they are no Zstandard frame");
        }
        int descriptor = next(1).get();
        long announced = announced(descriptor);
        long most = blocks();
        if ((descriptor & CHECKSUM) != 0) {
            next(4);
        }
        if (rest.hasRemaining()) {
            throw corrupt("%d bytes follow after their frame".formatted(rest.remaining()));
        }
        if (Long.compareUnsigned(announced, most) > 0) {
            throw corrupt("they announce more than they can become");
        }
        return announced;
    }

    private long announced(int descriptor) {
        if ((descriptor & RESERVED) != 0) {
            throw corrupt("their frame is of a kind that is not known");
        }
        boolean single = (descriptor & SINGLE_SEGMENT) != 0;
        // A byte for the window, and 0, 1, 2 or 4 for the id of a dictionary.
        next((single ? 0 : 1) + (1 << (descriptor & 3) >> 1));
        return switch (descriptor >> 6 & 3) {
            case 0 -> {
                if (!single) {
                    throw corrupt("they do not tell how long they become");
                }
                yield Byte.toUnsignedLong(next(1).get());
            }
            case 1 -> Short.toUnsignedLong(next(2).getShort()) + 256;
            case 2 -> Integer.toUnsignedLong(next(4).getInt());
            default -> next(8).getLong();
        };
    }

    /** Goes past the blocks, and returns the most that can come out of them. */
    private long blocks() {
        long most = 0;
        boolean last = false;
        while (!last) {
            ByteBuffer head = next(3);
            int bits = Short.toUnsignedInt(head.getShort()) | Byte.toUnsignedInt(head.get()) << 16;
            int size = bits >> 3;
            if (size > LARGEST_BLOCK) {
                throw corrupt("a block of theirs is longer than any");
            }
            switch (bits >> 1 & 3) {
                case RAW -> {
                    next(size);
                    most += size;
                }
                case REPEATED -> {
                    next(1);
                    most += size;
                }
                case COMPRESSED -> {
                    next(size);
                    most += LARGEST_BLOCK;
                }
                default -> throw corrupt("a block of theirs is of a kind that is not known");
            }
            last = (bits & 1) != 0;
        }
        return most;
    }

    /** Goes past some bytes, and returns them, to be read from where they begin. */
    private ByteBuffer next(int count) {
        if (rest.remaining() < count) {
            throw corrupt("they end before their frame does");
        }
        ByteBuffer next = rest.slice(rest.position(), count).order(ByteOrder.LITTLE_ENDIAN);
        rest.position(rest.position() + count);
        return next;
    }

    private CorruptCompressionException corrupt(String why) {
        return new CorruptCompressionException(length, why);
    }
}
