package org.annals.processor.lock;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;

/** What is said of differences: what it is, both shapes, and what to do. */
final class Advice {
    static final String UPDATE =
            "Run ANNALS_LOCK=update mvn compile, and commit what it changes in the lock.";

    private Advice() {}

    static String sameName(String name, @Nullable String one, @Nullable String other) {
        return "Both %s and %s are stored as '%s', and a lock has one of them. Give one another name, and if it is stored already, this one as an alias: @EventType(name = …, aliases = \"%s\"). Or compile them in modules of their own."
                .formatted(one, other, name, name);
    }

    static String missing(Block event, String place, boolean isFirst) {
        String lines =
                BlockText.of(event).stream()
                        .map(line -> "  + " + line)
                        .collect(Collectors.joining("\n"));
        return "%s is not in %s%s.%n%n%s%n%n%s"
                .formatted(
                        named(event.key()),
                        place,
                        isFirst ? "" : ", which has former versions of it",
                        lines,
                        UPDATE);
    }

    static String readable(Block event, Block locked, String where, List<Change> changes) {
        return "%s is no longer as in %s%s.%n%n%s%n%nWhat is stored can still be read. If this is meant: %s"
                .formatted(
                        named(event.key()),
                        where,
                        changes.stream()
                                .map(Change::text)
                                .collect(Collectors.joining("; ", ": ", ""))
                                .replaceFirst("^: $", ""),
                        difference(event, locked),
                        UPDATE);
    }

    static String unreadable(Block event, Block locked, String where, List<String> reasons) {
        EventKey key = event.key();
        return "%s is no longer as in %s, and what is stored cannot be read as it: %s.%n%n%s%n%nTake that back. Or raise the version, @EventType(version = %d), of a declared one @Event(version = %d), give the application an upcaster from version %d, write 'upcast by CLASS', with the class that has it, under '%s' in the lock, and run ANNALS_LOCK=update mvn compile. If no such event was ever stored, delete the block and run that."
                .formatted(
                        named(key),
                        where,
                        String.join("; ", reasons),
                        difference(event, locked),
                        key.version() + 1,
                        key.version() + 1,
                        key.version(),
                        locked.key());
    }

    private static String difference(Block event, Block locked) {
        return Difference.between(BlockText.of(locked), BlockText.of(event));
    }

    static String noUpcaster(EventKey now, EventKey former, String where) {
        return "%s is said to be read by no upcaster, and the code has version %d. In %s, under '%s', write 'upcast by CLASS' with the class that has the upcaster, give that to the application, and run ANNALS_LOCK=update mvn compile. If no such event was ever stored, write 'retired' there, or delete the block."
                .formatted(named(former), now.version(), where, former);
    }

    static String noClass(EventKey former, String where, String className) {
        return "%s is upcast by %s, says %s, and there is no such class. Write there which class has the upcaster now."
                .formatted(named(former), className, where);
    }

    static String gone(Block locked, String where) {
        EventKey key = locked.key();
        String was = locked.className() == null ? "" : ", was " + locked.className() + " and";
        return "Event '%s', version %d%s is in %s, but not in the code: what is stored cannot be read. If it has another name now, give that the old one, @EventType(aliases = \"%s\"). If upcasters make something else of it, or drop it, write 'upcast by CLASS' in its block, with the class that has them. If no log has any, write 'retired' there."
                .formatted(key.name(), key.version(), was, where, key.name());
    }

    private static String named(EventKey key) {
        return "Event '%s', version %d,".formatted(key.name(), key.version());
    }
}
