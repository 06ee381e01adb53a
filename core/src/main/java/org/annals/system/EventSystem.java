package org.annals.system;

import org.annals.application.Application;
import org.annals.settings.ConfigurationException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/**
 * Who follows whom: a definition that every runner runs with the same effects. Immutable.
 *
 * {@snippet class="org.annals.system.EventSystemTest" region="define"}
 */
public final class EventSystem {
    private final SequencedSet<Node<?>> nodes = new LinkedHashSet<>();
    private final SequencedSet<Edge> edges = new LinkedHashSet<>();

    private EventSystem(List<Pipe> pipes) {
        for (Pipe pipe : pipes) {
            nodes.addAll(pipe.nodes());
            edges.addAll(pipe.edges());
        }
    }

    /**
     * Returns the system of these pipes. What is said twice counts once; order is kept.
     *
     * @throws ConfigurationException if an application is to follow and cannot, or two have one
     *     name
     */
    public static EventSystem of(Pipe... pipes) {
        var system = new EventSystem(List.of(pipes));
        system.requireNames();
        system.requireFollowers();
        return system;
    }

    private void requireNames() {
        Map<String, Node<?>> byName = new HashMap<>();
        for (Node<?> node : nodes) {
            Node<?> other = byName.putIfAbsent(node.name(), node);
            if (other != null) {
                throw new ConfigurationException(
                        "Two applications of the system are called '%s': %s and %s. Rename one of the classes."
                                .formatted(
                                        node.name(),
                                        other.type().getName(),
                                        node.type().getName()));
            }
        }
    }

    private void requireFollowers() {
        for (Edge edge : edges) {
            if (!edge.follower().canFollow()) {
                throw new ConfigurationException(
                        "%s is to follow %s, and is no ProcessApplication. Let it extend that, or take it from its place in the pipe."
                                .formatted(edge.follower().type().getName(), edge.leader().name()));
            }
        }
    }

    /** Returns all applications, in the order of the definition. */
    public List<Node<?>> nodes() {
        return List.copyOf(nodes);
    }

    /** Returns who follows whom, in the order of the definition. */
    public List<Edge> edges() {
        return List.copyOf(edges);
    }

    /**
     * Returns the node of an application.
     *
     * @throws IllegalArgumentException if it is not part of the system; the message names those
     *     that are
     */
    public Node<?> node(Class<? extends Application> type) {
        return nodes.stream()
                .filter(node -> node.type().equals(type))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "%s is not part of the system, which has %s."
                                                .formatted(
                                                        type.getName(),
                                                        nodes.stream()
                                                                .map(Node::name)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    /** Returns the applications that one follows, in the order of the definition. */
    public List<Node<?>> leadersOf(Node<?> follower) {
        return edges.stream()
                .filter(edge -> edge.follower().equals(follower))
                .<Node<?>>map(Edge::leader)
                .toList();
    }

    /** Returns the applications that others follow. */
    public List<Node<?>> leaders() {
        return nodes.stream()
                .filter(node -> edges.stream().anyMatch(edge -> edge.leader().equals(node)))
                .toList();
    }

    /** Returns the applications that follow others. */
    public List<Node<?>> followers() {
        return nodes.stream()
                .filter(node -> edges.stream().anyMatch(edge -> edge.follower().equals(node)))
                .toList();
    }

    /** Returns the applications that neither follow nor are followed. */
    public List<Node<?>> singles() {
        List<Node<?>> singles = new ArrayList<>(nodes);
        singles.removeAll(leaders());
        singles.removeAll(followers());
        return List.copyOf(singles);
    }

    /** Returns a drawing, as text for Mermaid. Equal definitions draw equal text. */
    public String mermaid() {
        var text = new StringBuilder("flowchart LR\n");
        for (Node<?> node : nodes) {
            text.append(
                    node.canFollow()
                            ? "    %s([%s])\n".formatted(node.name(), node.name())
                            : "    %s[%s]\n".formatted(node.name(), node.name()));
        }
        for (Edge edge : edges) {
            text.append("    %s --> %s\n".formatted(edge.leader().name(), edge.follower().name()));
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "EventSystem%s".formatted(nodes);
    }
}
