package org.annals.integrity;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.domain.EventTag;
import org.annals.domain.Origin;
import org.annals.persistence.Bytes;
import org.annals.persistence.StoredEvent;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A stored event as the bytes that are hashed: one form for each event, and one event for each
 * form. The package says what it is. For one thread at a time.
 */
final class EventForm {
    private static final byte FORMAT = 1;
    private static final int SMALLEST = 1024;
    private static final int LARGEST_KEPT = 64 << 10;

    private byte[] array = new byte[SMALLEST];
    private int length;

    EventForm() {}

    /** Writes all but the bytes of the data, which come last. */
    void writeHead(StoredEvent event) {
        length = 0;
        if (array.length > LARGEST_KEPT) {
            array = new byte[SMALLEST];
        }
        put(FORMAT);
        put(event.id().getMostSignificantBits());
        put(event.id().getLeastSignificantBits());
        Origin origin = event.origin();
        if (origin == null) {
            put((byte) 0);
        } else {
            put((byte) 1);
            put(origin.aggregateId());
            put(origin.version());
        }
        put(event.type());
        put(event.typeVersion());
        put(event.tags().size());
        for (EventTag tag : event.tags()) {
            put(tag.key());
            put(tag.value());
        }
        put(event.timestampMicros());
        putMetadata(event.metadata());
        put(event.data().length());
    }

    private void putMetadata(Map<String, String> metadata) {
        put(metadata.size());
        List<byte[]> keys = new ArrayList<>(metadata.size());
        metadata.keySet().forEach(key -> keys.add(key.getBytes(UTF_8)));
        // Not the order of String, which compares halves of surrogate pairs.
        keys.sort(Arrays::compareUnsigned);
        for (byte[] key : keys) {
            put(key);
            put(metadata.getOrDefault(new String(key, UTF_8), ""));
        }
    }

    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    private void put(byte value) {
        reserve(1);
        array[length++] = value;
    }

    private void put(int value) {
        reserve(Integer.BYTES);
        for (int shift = 24; shift >= 0; shift -= 8) {
            array[length++] = (byte) (value >>> shift);
        }
    }

    private void put(long value) {
        put((int) (value >>> 32));
        put((int) value);
    }

    private void put(String text) {
        put(text.getBytes(UTF_8));
    }

    private void put(byte[] bytes) {
        put(bytes.length);
        reserve(bytes.length);
        System.arraycopy(bytes, 0, array, length, bytes.length);
        length += bytes.length;
    }

    private void reserve(int more) {
        if (array.length - length < more) {
            array = Arrays.copyOf(array, Math.addExact(Math.max(length, more), length + more));
        }
    }

    /** Returns the whole form of an event. */
    static byte[] encode(StoredEvent event) {
        var form = new EventForm();
        form.writeHead(event);
        var bytes = new ByteArrayOutputStream(form.length + event.data().length());
        bytes.write(form.array, 0, form.length);
        bytes.writeBytes(event.data().toArray());
        return bytes.toByteArray();
    }

    /**
     * Returns the event of a form.
     *
     * @throws IllegalArgumentException if the bytes are not what {@link #encode} gives for any
     */
    static StoredEvent decode(byte[] bytes) {
        StoredEvent event;
        try {
            event = read(ByteBuffer.wrap(bytes));
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("an event ends too early", e);
        }
        if (!Arrays.equals(encode(event), bytes)) {
            throw new IllegalArgumentException("an event is not in its one form");
        }
        return event;
    }

    private static StoredEvent read(ByteBuffer bytes) {
        if (bytes.get() != FORMAT) {
            throw new IllegalArgumentException("an event has another format");
        }
        var id = new UUID(bytes.getLong(), bytes.getLong());
        Origin origin = bytes.get() == 0 ? null : new Origin(text(bytes), bytes.getLong());
        String type = text(bytes);
        int typeVersion = bytes.getInt();
        List<EventTag> tags = new ArrayList<>();
        for (int left = bytes.getInt(); left > 0; left--) {
            tags.add(new EventTag(text(bytes), text(bytes)));
        }
        var timestamp = StoredEvent.instantOf(bytes.getLong());
        Map<String, String> metadata = new LinkedHashMap<>();
        for (int left = bytes.getInt(); left > 0; left--) {
            metadata.put(text(bytes), text(bytes));
        }
        var data = Bytes.handOver(piece(bytes));
        return new StoredEvent(id, origin, type, typeVersion, tags, timestamp, metadata, data);
    }

    private static String text(ByteBuffer bytes) {
        return new String(piece(bytes), UTF_8);
    }

    private static byte[] piece(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] piece = new byte[length];
        bytes.get(piece);
        return piece;
    }
}
