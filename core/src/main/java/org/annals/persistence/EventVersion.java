package org.annals.persistence;

/** A stored name and a schema version. Immutable. */
record EventVersion(String type, int version) {
    EventVersion next() {
        return new EventVersion(type, version + 1);
    }

    /** Returns the version and the name as messages tell them. */
    @Override
    public String toString() {
        return "version %d of '%s'".formatted(version, type);
    }
}
