package org.annals.catalogue;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** All classes that were read, by internal name. Immutable. */
final class Classes {
    private final Map<String, ClassFacts> byName = new TreeMap<>();
    private final Map<String, Set<String>> subclasses = new TreeMap<>();

    Classes(Collection<ClassFacts> all) {
        all.forEach(each -> byName.put(each.name(), each));
        for (ClassFacts each : byName.values()) {
            for (TypeUse.OfClass parent : each.supertypes().types()) {
                subclasses
                        .computeIfAbsent(parent.name(), added -> new TreeSet<>())
                        .add(each.name());
            }
        }
    }

    /** Returns all of them, in the order of their names. */
    Collection<ClassFacts> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    @Nullable ClassFacts find(String name) {
        return byName.get(name);
    }

    /** Returns the classes that extend or implement one directly. */
    Set<String> subclassesOf(String name) {
        return subclasses.getOrDefault(name, Set.of());
    }

    /** Returns a class and all that it extends and implements, the nearest first. */
    SequencedSet<String> lineage(String name) {
        SequencedSet<String> all = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(Set.of(name));
        while (!next.isEmpty()) {
            String each = next.removeFirst();
            ClassFacts facts = byName.get(each);
            if (all.add(each) && facts != null) {
                facts.supertypes().types().forEach(parent -> next.addLast(parent.name()));
            }
        }
        return all;
    }

    /** Returns what a class extends or implements of the library, or null. */
    Library.@Nullable Base baseOf(String name) {
        return lineage(name).stream()
                .map(Library::findBase)
                .filter(each -> each != null)
                .findFirst()
                .orElse(null);
    }

    /** Returns the kind of a class, {@link Kind#OTHER} if it extends nothing of the library. */
    Kind kindOf(String name) {
        Library.Base base = baseOf(name);
        return base == null ? Kind.OTHER : base.kind();
    }

    /** Returns the class that a user has written: of a generated one, that of which it was. */
    String written(String name) {
        ClassFacts facts = byName.get(name);
        if (facts != null && !facts.supertypes().types().isEmpty()) {
            String parent = facts.supertypes().types().getFirst().name();
            ClassFacts declared = byName.get(parent);
            if (declared != null && declared.isDeclared() && name.equals(parent + '_')) {
                return parent;
            }
        }
        return name;
    }

    /**
     * Returns the classes that a type permits, at any depth, and that can have instances. An
     * interface that is not sealed permits the {@link org.annals.domain.EventType} records that
     * implement it.
     */
    SequencedSet<String> leavesOf(String name) {
        SequencedSet<String> leaves = new LinkedHashSet<>();
        collect(name, leaves, new LinkedHashSet<>());
        return leaves;
    }

    private void collect(String name, Set<String> leaves, Set<String> visited) {
        ClassFacts facts = byName.get(name);
        if (facts == null || !visited.add(name)) {
            return;
        }
        boolean isOpen = !facts.isSealed() && !facts.isFinal();
        if (isOpen && facts.isInterface()) {
            collectListed(name, leaves, visited);
            return;
        }
        facts.permitted().forEach(each -> collect(each, leaves, visited));
        if (!isOpen && !facts.isAbstract()) {
            leaves.add(name);
        }
    }

    private void collectListed(String name, Set<String> leaves, Set<String> visited) {
        for (String each : subclassesOf(name)) {
            ClassFacts facts = byName.get(each);
            if (facts != null && visited.add(each)) {
                if (facts.isRecord() && facts.eventType() != null) {
                    leaves.add(each);
                }
                collectListed(each, leaves, visited);
            }
        }
    }
}
