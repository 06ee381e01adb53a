package org.annals.catalogue;

/** What is done with events. In the order in which it is told. */
enum Role {
    APPLIES("applied by"),
    FOLDS("folded by"),
    OBSERVES("observed by"),
    RULES_OUT("ruled out by"),
    FOLLOWS("followed by"),
    PROJECTS("projected by"),
    READS("read by");

    private final String text;

    Role(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Returns whether it is of no consequence beyond the object whose event it is. */
    boolean isOwn() {
        return this == APPLIES;
    }
}
