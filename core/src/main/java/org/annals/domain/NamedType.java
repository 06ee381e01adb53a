package org.annals.domain;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * A type and what {@link EventType} says of it, as far as events are named by it where they are
 * stored: one that is loaded, that is being compiled, or of which there is a class file. Immutable.
 *
 * @param simpleName empty for an anonymous class
 * @param name what the annotation calls it, empty for the default
 * @param aliases what the annotation says that it was called
 */
public record NamedType(String simpleName, boolean isInterface, String name, List<String> aliases) {
    private static final String INTERFACE_SUFFIX = "Event";
    private static final int MAX_NAME_BYTES = 256;

    /** Copies the aliases. */
    public NamedType {
        aliases = List.copyOf(aliases);
    }

    /**
     * Returns every name under which events of this type may be stored: first that under which new
     * ones are, then those of earlier ones.
     *
     * @param enclosing the types in which it stands, the outermost first
     */
    public SequencedSet<String> storedNames(List<NamedType> enclosing) {
        SequencedSet<String> names = new LinkedHashSet<>();
        if (name.isEmpty()) {
            spelled(enclosing).forEach(before -> names.add(before + simpleName));
        } else {
            names.add(name);
        }
        names.addAll(aliases);
        return Collections.unmodifiableSequencedSet(names);
    }

    /**
     * Requires that events may be stored under a name, be it that of new ones or of earlier ones.
     *
     * @param className whose events, for the message
     * @throws IllegalArgumentException if the name is blank, takes more than 256 bytes in UTF-8, or
     *     has what not every recorder can keep
     */
    public static void requireName(String name, String className) {
        if (name.isBlank()) {
            throw refused(name, className, "a name or an alias is not blank");
        }
        int bytes = Text.utf8Length(name);
        if (bytes > MAX_NAME_BYTES) {
            throw refused(
                    name,
                    className,
                    "it takes %d bytes, and %d are allowed".formatted(bytes, MAX_NAME_BYTES));
        }
        try {
            Text.requireStorable(name, "name or alias");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s cannot be stored. %s".formatted(className, e.getMessage()), e);
        }
    }

    /**
     * Requires that events may be stored with a version.
     *
     * @param name under which they are stored, for the message
     * @param className whose events, for the message
     * @throws IllegalArgumentException if the version is below 1
     */
    public static void requireVersion(int version, String name, String className) {
        if (version < 1) {
            throw refused(name, className, "versions begin with 1, not with " + version);
        }
    }

    private static IllegalArgumentException refused(String name, String className, String why) {
        return new IllegalArgumentException(
                "%s cannot be stored as '%s': %s. Give it another with @EventType."
                        .formatted(className, name, why));
    }

    /** Returns every way to spell the enclosing types, the current one first. */
    private static List<String> spelled(List<NamedType> enclosing) {
        List<String> spelled = List.of("");
        for (NamedType each : enclosing) {
            SequencedSet<String> segments = each.segments();
            spelled =
                    spelled.stream()
                            .flatMap(before -> segments.stream().map(before::concat))
                            .toList();
        }
        return spelled;
    }

    private SequencedSet<String> segments() {
        SequencedSet<String> segments = new LinkedHashSet<>();
        segments.add(name.isEmpty() ? defaultSegment() : name + '.');
        aliases.forEach(alias -> segments.add(alias + '.'));
        return segments;
    }

    private String defaultSegment() {
        boolean loses = isInterface && simpleName.endsWith(INTERFACE_SUFFIX);
        String segment =
                loses
                        ? simpleName.substring(0, simpleName.length() - INTERFACE_SUFFIX.length())
                        : simpleName;
        return segment.isEmpty() ? "" : segment + '.';
    }
}
