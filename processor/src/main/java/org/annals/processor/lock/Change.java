package org.annals.processor.lock;

/** A way in which one shape differs from another. Immutable. */
sealed interface Change {
    /** Returns the change as a clause of a sentence. */
    String text();

    /** What is stored in the former shape can be read in the new one. */
    record Compatible(String text) implements Change {}

    /** What is stored in the former shape cannot be read in the new one, or not always. */
    record Incompatible(String text) implements Change {}
}
