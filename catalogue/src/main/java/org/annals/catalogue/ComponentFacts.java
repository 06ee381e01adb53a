package org.annals.catalogue;

import java.util.List;

/**
 * A component of an event. Immutable.
 *
 * @param tags the keys of the tags that it gives
 * @param marks the simple names of other annotations of the library that it has
 */
record ComponentFacts(String name, TypeUse type, List<String> tags, List<String> marks) {
    ComponentFacts {
        tags = List.copyOf(tags);
        marks = List.copyOf(marks);
    }
}
