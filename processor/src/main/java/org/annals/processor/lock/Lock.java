package org.annals.processor.lock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The blocks of a lock, and in which line of its file each begins. Immutable.
 *
 * @param lines for messages; those of blocks that are in no file are missing
 */
record Lock(SortedMap<EventKey, Block> blocks, SortedMap<EventKey, Integer> lines) {
    private static final List<String> HEADER =
            List.of(
                    "# What events were and are, so that those that are stored can always be read. The compiler compares.",
                    "# ANNALS_LOCK=update mvn compile adds what is new. By hand: 'upcast by CLASS' or 'retired' in a block.");

    Lock {
        blocks = Collections.unmodifiableSortedMap(new TreeMap<>(blocks));
        lines = Collections.unmodifiableSortedMap(new TreeMap<>(lines));
    }

    static Lock empty() {
        return new Lock(new TreeMap<>(), new TreeMap<>());
    }

    /**
     * Returns what a file says.
     *
     * @throws MalformedLockException with the line that is wrong
     */
    static Lock parse(String text) {
        var blocks = new TreeMap<EventKey, Block>();
        var numbers = new TreeMap<EventKey, Integer>();
        // Some editors put a mark of the order of bytes before all.
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        List<String> lines = plain.lines().map(String::stripTrailing).toList();
        int at = 0;
        while (at < lines.size()) {
            String line = lines.get(at++);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int begin = at;
            var parser = new BlockParser(line, begin);
            while (at < lines.size() && lines.get(at).startsWith(" ")) {
                parser.add(lines.get(at++), at);
            }
            Block block = parser.block();
            if (blocks.put(block.key(), block) != null) {
                throw new MalformedLockException(
                        begin, "begins a second block of " + block.key() + ": keep one");
            }
            numbers.put(block.key(), begin);
        }
        return new Lock(blocks, numbers);
    }

    /** Returns the text of the file: the same for the same blocks. */
    String text() {
        List<String> all = new ArrayList<>(HEADER);
        for (Block block : blocks.values()) {
            all.add("");
            all.addAll(BlockText.of(block));
        }
        return String.join("\n", all) + "\n";
    }
}
