package org.annals.system;

import static java.util.Objects.requireNonNull;

import org.annals.application.Application;
import org.annals.settings.Settings;

import java.util.function.Function;

/**
 * An application's place in a system: its class, and how one is opened. Immutable; two nodes are
 * equal if their classes are.
 *
 * @param <A> the application's class
 */
public final class Node<A extends Application> {
    private final Class<A> type;
    private final Function<Settings, A> opening;

    private Node(Class<A> type, Function<Settings, A> opening) {
        this.type = requireNonNull(type, "type");
        this.opening = requireNonNull(opening, "opening");
    }

    /** Returns the node of an application, which is opened by its constructor. */
    public static <A extends Application> Node<A> node(
            Class<A> type, Function<Settings, A> opening) {
        return new Node<>(type, opening);
    }

    /** Returns the application's class. */
    public Class<A> type() {
        return type;
    }

    /** Returns the simple name of the class. */
    public String name() {
        return type.getSimpleName();
    }

    /** Returns whether its application can follow others. */
    public boolean canFollow() {
        return ProcessApplication.class.isAssignableFrom(type);
    }

    A open(Settings settings) {
        return opening.apply(settings);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Node<?> node && node.type.equals(type);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public String toString() {
        return "Node[%s]".formatted(name());
    }
}
