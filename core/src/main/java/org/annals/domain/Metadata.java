package org.annals.domain;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is recorded beside an event about its circumstances: text to text, such as who was at work.
 *
 * <p>Metadata is given to the code that runs:
 *
 * {@snippet class="org.annals.domain.EnvelopeTest" region="metadata"}
 *
 * <p>Every event triggered inside has it; afterwards it is gone. Scopes nest, and the inner value
 * of a key wins. While an event is applied, live or on replay, the current metadata is that event's
 * own. A scope belongs to the thread that runs inside it; hand {@link #current()} to another thread
 * and enter it there with {@link #only}. Metadata is stored in the clear, so it must hold no
 * personal data. Text that not every recorder could keep is refused with an {@link
 * IllegalArgumentException} before any code runs.
 */
public final class Metadata {
    /** The key that names what a chain of events began with: an event id. */
    public static final String CORRELATION_ID = "correlation_id";

    /** The key that names the event from which another one followed: an event id. */
    public static final String CAUSATION_ID = "causation_id";

    private Metadata() {}

    /** Returns the metadata of the running code: an unmodifiable map. */
    public static Map<String, String> current() {
        return Ambient.ofThread().metadata;
    }

    /** Runs code with this metadata added to what is current, and returns what it returns. */
    public static <T> T with(Map<String, String> metadata, Supplier<T> code) {
        return only(merged(current(), metadata), code);
    }

    /** Runs code with this metadata added to what is current. */
    public static void with(Map<String, String> metadata, Runnable code) {
        only(merged(current(), metadata), code);
    }

    /** Runs code with this metadata alone, hiding what is current, and returns what it returns. */
    public static <T> T only(Map<String, String> metadata, Supplier<T> code) {
        Map<String, String> inner = storable(metadata);
        requireNonNull(code, "code");
        Ambient ambient = Ambient.ofThread();
        Map<String, String> outer = ambient.metadata;
        ambient.metadata = inner;
        try {
            return code.get();
        } finally {
            ambient.metadata = outer;
        }
    }

    /** Runs code with this metadata alone, hiding what is current. */
    public static void only(Map<String, String> metadata, Runnable code) {
        requireNonNull(code, "code");
        only(
                metadata,
                () -> {
                    code.run();
                    return Boolean.TRUE;
                });
    }

    /** Returns a copy, if every recorder can keep it. */
    static Map<String, String> storable(Map<String, String> metadata) {
        Map<String, String> copy = Map.copyOf(metadata);
        copy.forEach(
                (key, value) -> {
                    Text.requireStorable(key, "key of metadata");
                    Text.requireStorable(value, "value of metadata");
                });
        return copy;
    }

    /** Returns both maps in one, the second winning. */
    static Map<String, String> merged(Map<String, String> outer, Map<String, String> inner) {
        if (outer.isEmpty()) {
            return Map.copyOf(inner);
        }
        if (inner.isEmpty()) {
            return outer;
        }
        Map<String, String> both = new HashMap<>(outer);
        both.putAll(inner);
        return Map.copyOf(both);
    }
}
