package org.annals.jackson;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.io.InputDecorator;

import java.io.InputStream;
import java.io.Reader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Refuses a document that is not well-formed UTF-8 before the parser sees it, which takes some
 * characters in more bytes than they need. Immutable.
 */
final class StrictUtf8 extends InputDecorator {
    private static final long serialVersionUID = 1L;

    /** The smallest character that needs so many bytes after the first. */
    private static final int[] SMALLEST = {0, 0x80, 0x800, 0x10000};

    private static final long NON_ASCII = 0x8080808080808080L;
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    @Override
    public @Nullable InputStream decorate(
            IOContext context, byte[] document, int offset, int length) {
        int end = offset + length;
        if (!isUtf8(document, firstNonAscii(document, offset, end), end)) {
            throw new StreamReadException("not UTF-8");
        }
        return null;
    }

    /** Returns the first place of eight with a byte that is not ASCII, or of the last few bytes. */
    private static int firstNonAscii(byte[] document, int from, int end) {
        int at = from;
        while (at <= end - Long.BYTES && ((long) LONGS.get(document, at) & NON_ASCII) == 0) {
            at += Long.BYTES;
        }
        return at;
    }

    private static boolean isUtf8(byte[] document, int from, int end) {
        int at = from;
        while (at < end) {
            int lead = document[at++];
            if (lead >= 0) {
                continue;
            }
            // As many ones as bytes, before the first zero.
            int more = Integer.numberOfLeadingZeros(~(lead << 24)) - 1;
            if (more == 0 || more >= SMALLEST.length || at + more > end) {
                return false;
            }
            int codePoint = lead & (0x3f >> more);
            for (int last = at + more; at < last; at++) {
                if ((document[at] & 0xc0) != 0x80) {
                    return false;
                }
                codePoint = codePoint << 6 | (document[at] & 0x3f);
            }
            if (codePoint < SMALLEST[more]
                    || codePoint > Character.MAX_CODE_POINT
                    || (codePoint >= Character.MIN_SURROGATE
                            && codePoint <= Character.MAX_SURROGATE)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public @Nullable InputStream decorate(IOContext context, InputStream stream) {
        throw new UnsupportedOperationException("Documents are arrays of bytes.");
    }

    @Override
    public Reader decorate(IOContext context, Reader reader) {
        throw new UnsupportedOperationException("Documents are arrays of bytes.");
    }
}
