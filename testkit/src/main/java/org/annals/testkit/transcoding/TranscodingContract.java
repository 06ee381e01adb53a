package org.annals.testkit.transcoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.annals.persistence.Transcoder;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the contracts of transcoders have in common: a transcoder, and what it encodes. */
abstract class TranscodingContract {
    private @Nullable Transcoder encoder;
    private @Nullable Transcoder decoder;

    /** Returns the transcoder, made anew: what one has encoded another one decodes. */
    protected abstract Transcoder transcoder();

    /** Returns the one that encodes in the running test. */
    final Transcoder encoder() {
        Transcoder made = encoder == null ? transcoder() : encoder;
        encoder = made;
        return made;
    }

    /** Returns the one that decodes in the running test. */
    final Transcoder decoder() {
        Transcoder made = decoder == null ? transcoder() : decoder;
        decoder = made;
        return made;
    }

    /**
     * Returns what the components may be of the records that it encodes; all, unless this is
     * overridden. None if it only encodes classes that it was told: those of {@link #examples}.
     */
    protected Set<ValueKind> kinds() {
        return EnumSet.allOf(ValueKind.class);
    }

    /** Returns more objects that it encodes, of classes of the tenant's own; none, by default. */
    protected List<Object> examples() {
        return List.of();
    }

    /** Returns every object that has to be kept, of which there must be some. */
    final List<Object> kept() {
        List<Object> all = new ArrayList<>(examples());
        Samples.ordinary().stream()
                .filter(each -> each.isOf(kinds()))
                .map(Sample::value)
                .forEach(all::add);
        assertFalse(all.isEmpty(), "there is nothing that this transcoder encodes");
        return all;
    }

    /** Demands that something is kept at all, for tests that are about what must not be. */
    final void assertKeepsAnything() {
        Object any = kept().getLast();
        assertKept(encoder().encode(any), any);
    }

    /** Demands that bytes are an object. */
    final void assertKept(byte[] encoded, Object expected) {
        Object decoded = decoder().decode(encoded, expected.getClass());
        assertEquals(expected, decoded);
        assertSame(expected.getClass(), decoded.getClass());
    }
}
