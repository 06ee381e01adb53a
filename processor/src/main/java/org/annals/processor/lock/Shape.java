package org.annals.processor.lock;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an event is made of, and whatever it is made of in turn. Immutable.
 *
 * @param form that of the event
 * @param values those of the records, enums and sealed types within, by their types as written
 */
record Shape(Form form, SortedMap<String, Form.Value> values) {
    Shape {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
}
