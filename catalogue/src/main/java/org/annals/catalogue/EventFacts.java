package org.annals.catalogue;

/**
 * A class of events. Immutable.
 *
 * @param family the outermost type of events that it is of, or else the class in which it stands,
 *     or else itself; an internal name
 */
record EventFacts(ClassFacts type, StoredName stored, String family) {
    String name() {
        return type.name();
    }
}
