package org.annals.memory;

import static java.util.Objects.requireNonNull;

import org.annals.domain.Text;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tables of the user's own in a {@link MemoryRecorder}: rows of text by key, written in the
 * transaction that records events.
 *
 * <p>What is written is seen at once by whoever holds these tables, and by others when the append
 * has committed. Lent for one append, to one thread.
 */
public final class MemoryTables {
    private final Map<String, NavigableMap<String, String>> committed;
    private final Map<String, NavigableMap<String, String>> changed = new TreeMap<>();

    private boolean returned;

    MemoryTables(Map<String, NavigableMap<String, String>> committed) {
        this.committed = committed;
    }

    /** Writes a row, in place of any other with its key. */
    public void put(String table, String key, String value) {
        Text.requireStorable(key, "key of a row");
        changed(table).put(key, requireNonNull(value, "value"));
    }

    /** Removes a row, if it is there. */
    public void remove(String table, String key) {
        changed(table).remove(requireNonNull(key, "key"));
    }

    /** Returns the value of a row. */
    public Optional<String> find(String table, String key) {
        return Optional.ofNullable(current(table).get(requireNonNull(key, "key")));
    }

    /** Returns all rows of a table in the order of their keys, as an unmodifiable copy. */
    public NavigableMap<String, String> rows(String table) {
        return Collections.unmodifiableNavigableMap(new TreeMap<>(current(table)));
    }

    /** Takes the tables back from whoever they were lent to, and returns them as they are now. */
    Map<String, NavigableMap<String, String>> takenBack() {
        returned = true;
        if (changed.isEmpty()) {
            return committed;
        }
        Map<String, NavigableMap<String, String>> all = new HashMap<>(committed);
        all.putAll(changed);
        return all;
    }

    private NavigableMap<String, String> current(String table) {
        var own = changed.get(requireNonNull(table, "table"));
        return own != null ? own : committed.getOrDefault(table, new TreeMap<>());
    }

    private NavigableMap<String, String> changed(String table) {
        if (returned) {
            throw new IllegalStateException(
                    "These tables were lent for one append, which is over. Use them within the work only.");
        }
        return changed.computeIfAbsent(
                requireNonNull(table, "table"), name -> new TreeMap<>(current(name)));
    }
}
