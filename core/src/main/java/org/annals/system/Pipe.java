package org.annals.system;

import java.util.ArrayList;
import java.util.List;

/**
 * Applications in a row, each of which follows the one before it. Immutable.
 *
 * @param nodes one or more; an application may come twice, and may follow itself
 */
public record Pipe(List<Node<?>> nodes) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is no node
     */
    public Pipe {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("A pipe has no applications. Give it one or more.");
        }
    }

    /**
     * Returns the pipe of these applications.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Pipe pipe(Node<?>... nodes) {
        return new Pipe(List.of(nodes));
    }

    List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        for (int i = 1; i < nodes.size(); i++) {
            edges.add(new Edge(nodes.get(i - 1), nodes.get(i)));
        }
        return edges;
    }
}
