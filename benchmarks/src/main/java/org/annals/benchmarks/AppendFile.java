package org.annals.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The least that is durable: records one after the other in a file, and one fdatasync for all that
 * wait for it. Nothing can be looked up. The file is preallocated, and begun anew where it ends.
 * May be shared between threads.
 */
final class AppendFile implements AutoCloseable {
    private static final int SIZE = 16 << 20;
    private static final int BLOCK = 1 << 20;

    private final FileChannel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flushed = lock.newCondition();
    private ByteBuffer gathering;
    private ByteBuffer flushing;
    private long offset;
    private long lastGathered;
    private long lastFlushed;
    private boolean busy;

    private AppendFile(FileChannel channel, int capacity) {
        this.channel = channel;
        this.gathering = ByteBuffer.allocateDirect(capacity);
        this.flushing = ByteBuffer.allocateDirect(capacity);
    }

    /**
     * Opens a file.
     *
     * @param writers how many append at once
     * @param length the length of their records
     */
    static AppendFile open(Path folder, int writers, int length) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("append.log"),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
        for (long at = 0; at < SIZE; at += BLOCK) {
            channel.write(ByteBuffer.allocate(BLOCK), at);
        }
        channel.force(true);
        return new AppendFile(channel, writers * (Integer.BYTES + length));
    }

    /**
     * Appends a record, and returns when it is on the disk. The first that waits writes for all.
     */
    void append(byte[] record) throws IOException {
        lock.lock();
        try {
            gathering.putInt(record.length).put(record);
            long own = ++lastGathered;
            while (busy && lastFlushed < own) {
                flushed.awaitUninterruptibly();
            }
            if (lastFlushed < own) {
                flush();
            }
        } finally {
            lock.unlock();
        }
    }

    private void flush() throws IOException {
        ByteBuffer batch = gathering;
        gathering = flushing;
        flushing = batch;
        long last = lastGathered;
        busy = true;
        lock.unlock();
        try {
            write(batch.flip());
        } finally {
            lock.lock();
            batch.clear();
            busy = false;
            flushed.signalAll();
        }
        lastFlushed = last;
    }

    private void write(ByteBuffer batch) throws IOException {
        if (offset + batch.remaining() > SIZE) {
            offset = 0;
        }
        while (batch.hasRemaining()) {
            offset += channel.write(batch, offset);
        }
        channel.force(false);
    }

    /** Returns how many records were flushed. */
    long flushedCount() {
        lock.lock();
        try {
            return lastFlushed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
