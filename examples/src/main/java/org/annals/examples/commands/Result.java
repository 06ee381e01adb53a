package org.annals.examples.commands;

/** What came of a command. Immutable. */
public sealed interface Result {
    /** Returns the id of the command. */
    String command();

    /** It was carried out. */
    record Done(String command, long value) implements Result {}

    /** It could not be carried out, and why. */
    record Failed(String command, String error) implements Result {}
}
