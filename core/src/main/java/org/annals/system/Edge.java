package org.annals.system;

import static java.util.Objects.requireNonNull;

/** One application that follows another. Immutable. */
public record Edge(Node<?> leader, Node<?> follower) {
    public Edge {
        requireNonNull(leader, "leader");
        requireNonNull(follower, "follower");
    }
}
