package org.annals.catalogue;

/** Something that code names, wherever it goes from there. Immutable. */
sealed interface Constant {
    /**
     * A class.
     *
     * @param name its internal name
     */
    record OfClass(String name) implements Constant {}

    /** A text. */
    record OfText(String text) implements Constant {}

    /** A number. */
    record OfNumber(int number) implements Constant {}

    /** A static field. */
    record OfField(String owner, String name) implements Constant {}

    /** A lambda or a reference to a method. */
    record OfMethod(MethodName name) implements Constant {}
}
