package org.annals.domain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The events of an interface that is not sealed, as the compiler has listed them: the {@link
 * EventType} records that implement it, a line each, in files {@code META-INF/annals/events/NAME}
 * of every module that has some. Stateless.
 */
final class EventIndex {
    private static final String FOLDER = "META-INF/annals/events/";

    private EventIndex() {}

    /**
     * Returns the listed classes, none if the interface is in no list.
     *
     * @throws IllegalArgumentException if a listed class is not there, or is none of its events
     */
    static Set<Class<?>> of(Class<?> root) {
        ClassLoader loader = root.getClassLoader();
        if (loader == null) {
            return Set.of();
        }
        Set<Class<?>> classes = new LinkedHashSet<>();
        try {
            for (URL list : Collections.list(loader.getResources(FOLDER + root.getName()))) {
                for (String name : lines(list)) {
                    classes.add(load(name, root, loader));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classes;
    }

    private static Set<String> lines(URL list) throws IOException {
        try (var in = list.openStream()) {
            Set<String> lines = new LinkedHashSet<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(lines::add);
            return lines;
        }
    }

    private static Class<?> load(String name, Class<?> root, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader).asSubclass(root);
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "%s is listed as an event of %s, and is not there or is none. Compile the module that lists it into an empty folder."
                            .formatted(name, root.getName()),
                    e);
        }
    }
}
