package org.annals.processor.lock;

/** What a compilation knows of classes beside those that it compiles. */
interface KnownClasses {
    /** Returns whether there is a class, compiled or on the path. */
    boolean exist(String className);

    /** Returns whether there is a class on the path that is not compiled now. */
    boolean areElsewhere(String className);
}
