package org.annals.jackson;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads a map of which two keys may be equal though their texts differ, and refuses the second. The
 * parser finds the same text twice by itself.
 */
final class DistinctKeys extends DelegatingDeserializer {
    DistinctKeys(ValueDeserializer<?> reader) {
        super(reader);
    }

    /** Returns whether this class is needed for maps of the type, and can read them. */
    static boolean reads(JavaType type) {
        return type.getRawClass().isAssignableFrom(LinkedHashMap.class)
                && !type.getKeyType().hasRawClass(String.class);
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> reader) {
        return new DistinctKeys(reader);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
        Map<Object, Object> map = new LinkedHashMap<>();
        super.deserialize(parser, context, new WriteOnce(map));
        return map;
    }

    /** A map that is filled and does not forget. */
    private static final class WriteOnce extends AbstractMap<Object, Object> {
        private final Map<Object, Object> map;

        WriteOnce(Map<Object, Object> map) {
            this.map = map;
        }

        @Override
        public @Nullable Object put(Object key, Object value) {
            int size = map.size();
            map.put(key, value);
            if (map.size() == size) {
                throw new StreamReadException("a key comes twice");
            }
            return null;
        }

        // Jackson would merge the values of both.
        @Override
        public @Nullable Object get(Object key) {
            return null;
        }

        @Override
        public Set<Entry<Object, Object>> entrySet() {
            return map.entrySet();
        }
    }
}
