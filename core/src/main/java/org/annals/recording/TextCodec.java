package org.annals.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.domain.EventTag;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tags and metadata as bytes, for databases that have no type for them: each text as its length in
 * bytes (four, the highest first) and its UTF-8. Metadata is key, value, key, value …, in the order
 * of keys. Nothing at all is no bytes. Stateless.
 */
public final class TextCodec {
    private static final byte[] NOTHING = {};

    private TextCodec() {}

    /** Returns tags as bytes. */
    public static byte[] encodeTags(List<EventTag> tags) {
        return tags.isEmpty() ? NOTHING : encode(tags.stream().map(EventTag::toString).toList());
    }

    /** Returns the tags of bytes, in the same order. */
    public static List<EventTag> decodeTags(byte[] bytes) {
        return bytes.length == 0 ? List.of() : decode(bytes).stream().map(EventTag::parse).toList();
    }

    /** Returns metadata as bytes. */
    public static byte[] encodeMetadata(Map<String, String> metadata) {
        if (metadata.isEmpty()) {
            return NOTHING;
        }
        List<String> texts = new ArrayList<>(metadata.size() * 2);
        new TreeMap<>(metadata)
                .forEach(
                        (key, value) -> {
                            texts.add(key);
                            texts.add(value);
                        });
        return encode(texts);
    }

    /** Returns the metadata of bytes. */
    public static Map<String, String> decodeMetadata(byte[] bytes) {
        if (bytes.length == 0) {
            return Map.of();
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        var texts = decode(bytes).iterator();
        while (texts.hasNext()) {
            String key = texts.next();
            if (!texts.hasNext()) {
                throw new IllegalArgumentException("Stored metadata ends after a key.");
            }
            metadata.put(key, texts.next());
        }
        return metadata;
    }

    private static byte[] encode(Collection<String> texts) {
        List<byte[]> encoded = texts.stream().map(text -> text.getBytes(UTF_8)).toList();
        int length = encoded.stream().mapToInt(each -> Integer.BYTES + each.length).sum();
        ByteBuffer buffer = ByteBuffer.allocate(length);
        encoded.forEach(each -> buffer.putInt(each.length).put(each));
        return buffer.array();
    }

    private static List<String> decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        List<String> texts = new ArrayList<>();
        try {
            while (buffer.hasRemaining()) {
                int length = buffer.getInt();
                if (length < 0 || length > buffer.remaining()) {
                    throw new IllegalArgumentException("Stored text is longer than its bytes.");
                }
                texts.add(new String(bytes, buffer.position(), length, UTF_8));
                buffer.position(buffer.position() + length);
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("Stored text ends within its length.", e);
        }
        return texts;
    }
}
