package org.annals.processor.lock;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A component of a record. Immutable.
 *
 * @param storedName the name under which it is stored, where that is another
 * @param tag the key of the tag that it is, if it is one
 * @param annotations those of the transcoder's that change how it is stored, as text
 */
record Component(
        String name,
        TypeForm type,
        boolean isNullable,
        @Nullable String storedName,
        @Nullable String tag,
        boolean isPersonal,
        boolean isSubject,
        List<String> annotations) {

    Component {
        annotations = List.copyOf(annotations);
    }

    /** Returns the name under which it is stored. */
    String key() {
        return storedName == null ? name : storedName;
    }
}
