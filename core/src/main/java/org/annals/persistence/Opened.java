package org.annals.persistence;

import org.annals.domain.Erasables;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a transcoder had made, with what was sealed as it was, and whose that is. Immutable. */
final class Opened {
    private final byte[] encoded;
    private final Map<String, String> subjects;

    private Opened(byte[] encoded, Map<String, String> subjects) {
        this.encoded = encoded;
        this.subjects = subjects;
    }

    /** Returns that of which nothing was sealed. */
    static Opened plain(byte[] encoded) {
        return new Opened(encoded, Map.of());
    }

    /**
     * @param subjects of what was sealed and is not erased, by field
     */
    static Opened of(byte[] encoded, Map<String, String> subjects) {
        return new Opened(encoded, Map.copyOf(subjects));
    }

    byte[] encoded() {
        return encoded;
    }

    /** Says whose the components are of an object that was decoded of this as it is. */
    <T> T belongingTo(T decoded) {
        if (!subjects.isEmpty()) {
            Erasables.belong(decoded, subjects::get);
        }
        return decoded;
    }

    /**
     * Says whose the components are of objects that this was upcast to.
     *
     * @throws TranscodingException if it is of several subjects, of whom upcasters tell nothing
     */
    <T extends Iterable<?>> T belongingToUpcast(T upcast) {
        Set<String> all = new HashSet<>(subjects.values());
        if (!all.isEmpty()) {
            for (Object each : upcast) {
                Erasables.belong(each, component -> only(all, component));
            }
        }
        return upcast;
    }

    private static String only(Set<String> all, String component) {
        if (all.size() > 1) {
            throw new TranscodingException(
                    "it has personal data of %d subjects, and after an upcast nobody knows whose '%s' is"
                            .formatted(all.size(), component),
                    null);
        }
        return all.iterator().next();
    }
}
