package org.annals.examples.dogschool;

/** What can be asked of {@link DogDecider}. Immutable. */
public sealed interface DogCommand {
    /** Asks for a dog to be registered; repeated, it changes nothing. */
    record Register(String name) implements DogCommand {}

    /** Asks for a dog to be taught a trick. */
    record AddTrick(String trick) implements DogCommand {}
}
