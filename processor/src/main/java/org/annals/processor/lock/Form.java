package org.annals.processor.lock;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an event or a value within is made of. Immutable. */
sealed interface Form {
    /** What a value within an event can be, if it is told at all. */
    sealed interface Value extends Form {}

    /**
     * A record.
     *
     * @param components in their order
     * @param ignoresUnknown whether it may be read from more than its components
     * @param annotations those of the transcoder's that change how it is stored, as text
     */
    record OfRecord(List<Component> components, boolean ignoresUnknown, List<String> annotations)
            implements Value {
        public OfRecord {
            components = List.copyOf(components);
            annotations = List.copyOf(annotations);
        }
    }

    /**
     * An enum.
     *
     * @param constants the names under which they are stored
     * @param annotations those of the transcoder's that change how it is stored, as text
     */
    record OfEnum(SortedSet<String> constants, List<String> annotations) implements Value {
        public OfEnum {
            annotations = List.copyOf(annotations);
            constants = Collections.unmodifiableSortedSet(new TreeSet<>(constants));
        }
    }

    /**
     * A sealed type.
     *
     * @param types what it permits, by the names that tell them apart in what is stored
     * @param annotations those of the transcoder's that change how it is stored, as text
     */
    record OfChoice(SortedMap<String, TypeForm> types, List<String> annotations) implements Value {
        public OfChoice {
            types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
            annotations = List.copyOf(annotations);
        }
    }

    /** A class of events that is no record, and says nothing of itself. */
    record Opaque() implements Form {}
}
