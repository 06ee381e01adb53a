package org.annals.catalogue;

/**
 * A method, as class files name it. Immutable.
 *
 * @param owner the internal name of the class
 */
record MethodName(String owner, String name, String descriptor) {
    static final String CONSTRUCTOR = "<init>";
    static final String INITIALIZER = "<clinit>";

    /** Returns the method of this name in another class. */
    MethodName in(String other) {
        return new MethodName(other, name, descriptor);
    }
}
