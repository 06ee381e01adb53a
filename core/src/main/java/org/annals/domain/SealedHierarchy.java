package org.annals.domain;

import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The closed set of classes that a sealed type permits, at any depth.
 *
 * <p>An interface that is not sealed has one as well, if the module {@code org.annals.processor}
 * has listed the {@link EventType} records that implement it when they were compiled.
 */
public final class SealedHierarchy {
    private SealedHierarchy() {}

    /**
     * Returns the classes that can have instances, in the order in which they are permitted.
     *
     * @throws IllegalArgumentException if the set is open: a type on the way is neither sealed nor
     *     final nor listed
     */
    public static Set<Class<?>> leavesOf(Class<?> root) {
        Set<Class<?>> leaves = new LinkedHashSet<>();
        collect(root, leaves);
        return Collections.unmodifiableSet(leaves);
    }

    private static void collect(Class<?> type, Set<Class<?>> leaves) {
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                collect(permitted, leaves);
            }
            if (!Modifier.isAbstract(type.getModifiers())) {
                leaves.add(type);
            }
        } else if (Modifier.isFinal(type.getModifiers())) {
            leaves.add(type);
        } else {
            Set<Class<?>> listed = EventIndex.of(type);
            if (listed.isEmpty()) {
                throw new IllegalArgumentException(
                        "%s is neither sealed nor final, so its events cannot be listed. Make it a sealed interface of records, or mark each with @EventType and compile them with annals-processor."
                                .formatted(type.getName()));
            }
            leaves.addAll(listed);
        }
    }
}
