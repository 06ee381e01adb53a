package org.annals.system;

import org.annals.application.Application;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The applications of a system, open. May be shared between threads. */
final class Applications implements AutoCloseable {
    private final EventSystem system;
    private final SequencedMap<Node<?>, Application> opened = new LinkedHashMap<>();

    private Applications(EventSystem system) {
        this.system = system;
    }

    /** Opens a system's applications for what is made of them; if that fails, closes them. */
    static Runner open(
            EventSystem system, Settings settings, Function<Applications, Runner> opening) {
        Applications applications = open(system, system.nodes(), settings);
        try {
            return opening.apply(applications);
        } catch (RuntimeException | Error e) {
            applications.closeAfter(e);
            throw e;
        }
    }

    /** Opens some of a system's applications. */
    static Applications open(EventSystem system, List<Node<?>> nodes, Settings settings) {
        var applications = new Applications(system);
        try {
            for (Node<?> node : nodes) {
                applications.opened.put(node, node.open(settings));
            }
            applications.requireNames();
            return applications;
        } catch (RuntimeException | Error e) {
            applications.closeAfter(e);
            throw e;
        }
    }

    private void requireNames() {
        Map<String, Node<?>> byName = new HashMap<>();
        opened.forEach((node, application) -> requireOwnName(application.name(), node, byName));
    }

    /**
     * Adds the name of a node's application, unless another node has it, whose place it would
     * share.
     */
    static void requireOwnName(String name, Node<?> node, Map<String, Node<?>> byName) {
        Node<?> other = byName.put(name, node);
        if (other != null && !other.equals(node)) {
            throw new ConfigurationException(
                    "%s and %s both declare the name '%s'. Give each a name of its own."
                            .formatted(other.type().getName(), node.type().getName(), name));
        }
    }

    EventSystem system() {
        return system;
    }

    <A extends Application> A get(Class<A> type) {
        for (Map.Entry<Node<?>, Application> each : opened.entrySet()) {
            if (each.getKey().type().equals(type)) {
                return type.cast(each.getValue());
            }
        }
        throw new IllegalArgumentException(
                "%s is not part of what is run here, which has %s."
                        .formatted(
                                type.getName(),
                                opened.keySet().stream()
                                        .map(Node::name)
                                        .collect(Collectors.joining(", "))));
    }

    Application of(Node<?> node) {
        return get(node.type());
    }

    ProcessApplication followerOf(Edge edge) {
        return (ProcessApplication) of(edge.follower());
    }

    List<Application> all() {
        return List.copyOf(opened.values());
    }

    /** Closes all, the last that was opened first, whatever fails. */
    @Override
    public void close() {
        RuntimeException failure = null;
        for (Application each : new ArrayList<>(opened.values()).reversed()) {
            try {
                each.close();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
