package org.annals.examples.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is read through it, of which nothing is skipped. For one thread. */
final class CountingInput extends FilterInputStream {
    private long count;

    CountingInput(InputStream in) {
        super(in);
    }

    /** Returns how many bytes have been read. */
    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        count += read < 0 ? 0 : 1;
        return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = in.read(bytes, from, length);
        count += Math.max(0, read);
        return read;
    }
}
