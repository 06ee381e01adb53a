package org.annals.testkit.network;

/** Which way bytes go through a {@link FaultyProxy}. */
public enum Direction {
    /** Requests, from the one who connected. */
    TO_SERVER("to server"),

    /** Replies, and what a server says without being asked. */
    TO_CLIENT("to client");

    private final String words;

    Direction(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
