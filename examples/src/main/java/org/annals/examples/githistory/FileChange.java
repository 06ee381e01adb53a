package org.annals.examples.githistory;

/** What one commit did to one path. Immutable. */
public sealed interface FileChange {
    /** Returns the path. */
    String path();

    /** The file has this content now, new or not. */
    record Written(String path, Lines lines) implements FileChange {}

    /** The file came here from another path. */
    record Arrived(String path, String from, Lines lines) implements FileChange {}

    /** The file went from here to another path. */
    record Left(String path, String to) implements FileChange {}

    /** The file is gone. */
    record Removed(String path, Lines lines) implements FileChange {}

    /** Returns how long its paths are together. */
    default long characters() {
        return switch (this) {
            case Written written -> path().length();
            case Arrived(var path, var from, var lines) -> (long) path.length() + from.length();
            case Left(var path, var to) -> (long) path.length() + to.length();
            case Removed removed -> path().length();
        };
    }

    /** Returns whether the path is free afterwards, for what another change brings there. */
    default boolean frees() {
        return switch (this) {
            case Left left -> true;
            case Removed removed -> true;
            case Written written -> false;
            case Arrived arrived -> false;
        };
    }
}
