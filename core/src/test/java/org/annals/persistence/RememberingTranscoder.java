package org.annals.persistence;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Encodes an object as a number and remembers it: for tests of everything but encoding. */
public final class RememberingTranscoder implements Transcoder {
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Object> objects = new ConcurrentHashMap<>();

    @Override
    public byte[] encode(Object object) {
        long number = numbers.incrementAndGet();
        objects.put(number, object);
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    @Override
    public <T> T decode(byte[] bytes, Class<T> type) {
        Object object = objects.get(ByteBuffer.wrap(bytes).getLong());
        if (!type.isInstance(object)) {
            throw new TranscodingException("not a " + type.getSimpleName(), null);
        }
        return type.cast(object);
    }
}
