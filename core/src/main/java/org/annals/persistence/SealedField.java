package org.annals.persistence;

import org.jspecify.annotations.Nullable;

import java.util.Base64;
import java.util.Collection;
import java.util.Set;

/** How a personal component looks once it is sealed: an object of two texts, and nothing else. */
final class SealedField {
    static final String SUBJECT = "$subject";
    static final String SEALED = "$sealed";

    private SealedField() {}

    static Fields of(String subject, byte[] secret) {
        return Fields.empty()
                .put(SUBJECT, subject)
                .put(SEALED, Base64.getEncoder().encodeToString(secret));
    }

    /** Returns whether a value has the names of a sealed one, whatever they stand for. */
    static boolean resembles(@Nullable Object value) {
        return value instanceof Fields fields && fields.names().equals(Set.of(SUBJECT, SEALED));
    }

    /**
     * Refuses an object of which something would be taken for sealed data when it is read.
     *
     * @param but the names of what will be sealed
     * @throws LikeSealedException if there is any
     */
    static void requireNone(Fields fields, Collection<String> but, Class<?> type) {
        for (String name : fields.names()) {
            if (resembles(fields.get(name)) && !but.contains(name)) {
                throw new LikeSealedException(name, type);
            }
        }
    }
}
