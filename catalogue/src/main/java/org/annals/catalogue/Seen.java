package org.annals.catalogue;

import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.analysis.BasicValue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A value in a method, of which only the constants are known that it is made of. */
final class Seen extends BasicValue {
    private final List<Constant> constants;
    // Of an array, by what has stored them: code is looked at repeatedly.
    private final Map<AbstractInsnNode, List<Constant>> elements = new LinkedHashMap<>();

    Seen(Collection<Constant> constants) {
        super(Type.getType(Object.class));
        // Once each: what a loop makes of itself would grow for ever.
        this.constants = List.copyOf(new LinkedHashSet<>(constants));
    }

    void store(AbstractInsnNode by, Collection<Constant> element) {
        elements.put(by, List.copyOf(new LinkedHashSet<>(element)));
    }

    /**
     * Returns what is made of this or of another value: itself, if it has all that the other has.
     */
    Seen or(Collection<Constant> others) {
        Set<Constant> all = new LinkedHashSet<>(constants());
        return all.addAll(others) ? new Seen(all) : this;
    }

    /** Returns the constants, in the order of code; an array may have one repeatedly. */
    List<Constant> constants() {
        List<Constant> all = new ArrayList<>(constants);
        elements.values().forEach(all::addAll);
        return all;
    }

    /** Returns the constants of a value, of which there may be none. */
    static List<Constant> of(BasicValue value) {
        return value instanceof Seen seen ? seen.constants() : List.of();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Seen seen && constants().equals(seen.constants());
    }

    @Override
    public int hashCode() {
        // It may change where equality does, and nothing keeps values by it.
        return 1;
    }
}
