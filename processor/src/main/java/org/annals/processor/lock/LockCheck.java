package org.annals.processor.lock;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares a lock with the events of a compilation, and makes the lock that would agree with them.
 * For one comparison.
 */
final class LockCheck {
    private final Lock lock;
    private final String place;
    private final Collection<Block> events;
    private final KnownClasses known;
    private final NavigableMap<EventKey, Block> blocks;
    private final List<Problem> problems = new ArrayList<>();
    private final SortedMap<String, Block> current = new TreeMap<>();
    private final Set<String> covered = new HashSet<>();
    private final Map<EventKey, EventKey> renamed = new HashMap<>();

    /**
     * @param place what messages call the lock
     * @param events all that are compiled
     */
    LockCheck(Lock lock, String place, Collection<Block> events, KnownClasses known) {
        this.lock = lock;
        this.place = place;
        this.events = events;
        this.known = known;
        this.blocks = new TreeMap<>(lock.blocks());
    }

    /** Returns how they differ. */
    List<Problem> problems() {
        for (Block event : events) {
            Block other = current.putIfAbsent(event.key().name(), event);
            if (other != null) {
                add(
                        event,
                        false,
                        Advice.sameName(event.key().name(), other.className(), event.className()));
            }
        }
        current.values().forEach(this::rename);
        current.values().forEach(this::compare);
        gone().forEach(this::compareGone);
        return List.copyOf(problems);
    }

    /** Returns the lock with all that an update takes into it. */
    Lock updated() {
        return new Lock(blocks, new TreeMap<>());
    }

    /** Takes the blocks of a former name as those of the name that the event has now. */
    private void rename(Block event) {
        String name = event.key().name();
        covered.add(name);
        covered.addAll(event.aliases());
        for (String alias : event.aliases()) {
            List<Block> former = versionsOf(alias);
            if (versionsOf(name).isEmpty() && !former.isEmpty() && !current.containsKey(alias)) {
                for (Block each : former) {
                    blocks.remove(each.key());
                    blocks.put(each.named(name).key(), each.named(name));
                    renamed.put(each.named(name).key(), each.key());
                }
                add(
                        event,
                        true,
                        "Event '%s' is called '%s' in %s. %s"
                                .formatted(
                                        name,
                                        alias,
                                        where(former.getFirst().key()),
                                        Advice.UPDATE));
            }
        }
    }

    private List<Block> versionsOf(String name) {
        return List.copyOf(
                blocks.subMap(
                                new EventKey(name, 1),
                                true,
                                new EventKey(name, Integer.MAX_VALUE),
                                true)
                        .values());
    }

    private void compare(Block event) {
        EventKey key = event.key();
        boolean isFirst = true;
        for (Block each : versionsOf(key.name())) {
            isFirst = false;
            if (each.key().version() > key.version()) {
                add(
                        event,
                        false,
                        "Event '%s' has version %d, and version %d in %s. Versions only rise: raise it to that at least, or take the block out of the lock if no such event was ever stored."
                                .formatted(
                                        key.name(),
                                        key.version(),
                                        each.key().version(),
                                        where(each.key())));
            } else if (each.key().version() < key.version()) {
                requireUpcaster(event, each);
            }
        }
        for (String alias : event.aliases()) {
            // What another event is called now is of another application.
            if (!current.containsKey(alias)) {
                versionsOf(alias).forEach(each -> compareAlias(event, each));
            }
        }
        Block own = blocks.get(key);
        if (own == null) {
            addNew(event, isFirst);
        } else {
            compareSame(event, own);
        }
    }

    /** A block under a former name of an event that also has one under its own. */
    private void compareAlias(Block event, Block alias) {
        if (alias.key().version() == event.key().version()) {
            List<String> reasons = unreadable(Compatibility.between(alias.shape(), event.shape()));
            if (!reasons.isEmpty() && !alias.isSettled()) {
                add(event, false, Advice.unreadable(event, alias, where(alias.key()), reasons));
            }
        } else if (alias.key().version() < event.key().version()) {
            requireUpcaster(event, alias);
        }
    }

    private void requireUpcaster(Block event, Block former) {
        String by = former.upcastBy();
        if (by != null && !known.exist(by)) {
            add(event, false, Advice.noClass(former.key(), where(former.key()), by));
        } else if (!former.isSettled()) {
            add(event, false, Advice.noUpcaster(event.key(), former.key(), where(former.key())));
        }
    }

    private void addNew(Block event, boolean isFirst) {
        add(event, true, Advice.missing(event, place, isFirst));
        versionsOf(event.key().name()).forEach(each -> blocks.put(each.key(), each.former()));
        blocks.put(event.key(), event);
    }

    private void compareSame(Block event, Block own) {
        Block wanted = event.upcastBy(own.upcastBy());
        if (wanted.equals(own)) {
            return;
        }
        List<Change> changes = Compatibility.between(own.shape(), event.shape());
        List<String> reasons = new ArrayList<>(unreadable(changes));
        own.aliases().stream()
                .filter(alias -> !event.aliases().contains(alias))
                .forEach(alias -> reasons.add("it has no alias " + alias));
        String where = where(own.key());
        if (reasons.isEmpty()) {
            add(event, true, Advice.readable(wanted, own, where, changes));
            blocks.put(own.key(), wanted);
        } else {
            add(event, false, Advice.unreadable(wanted, own, where, reasons));
        }
    }

    private static List<String> unreadable(List<Change> changes) {
        return changes.stream()
                .filter(Change.Incompatible.class::isInstance)
                .map(Change::text)
                .toList();
    }

    /** Returns the blocks of names that no event that is compiled has or had, by name. */
    private Collection<List<Block>> gone() {
        return blocks.values().stream()
                .filter(each -> !covered.contains(each.key().name()))
                .collect(
                        Collectors.groupingBy(
                                each -> each.key().name(), TreeMap::new, Collectors.toList()))
                .values();
    }

    private void compareGone(List<Block> versions) {
        boolean isElsewhere =
                versions.stream()
                        .map(Block::className)
                        .anyMatch(name -> name != null && known.areElsewhere(name));
        for (Block each : versions) {
            String by = each.upcastBy();
            if (by != null && !known.exist(by)) {
                add(null, false, Advice.noClass(each.key(), where(each.key()), by));
            } else if (!isElsewhere && !each.isSettled()) {
                add(null, false, Advice.gone(each, where(each.key())));
            }
        }
    }

    private String where(EventKey key) {
        EventKey written = renamed.getOrDefault(key, key);
        Integer line = lock.lines().get(written);
        return line == null ? place : place + ", line " + line;
    }

    private void add(@Nullable Block event, boolean isMendable, String text) {
        problems.add(new Problem(event == null ? null : event.className(), text, isMendable));
    }
}
