package org.annals.examples.selftest;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last lines of what happened, kept as evidence. May be shared between threads. */
final class Journal {
    private static final int MOST_LINES = 20_000;
    private static final int MOST_OF_A_LINE = 600;
    private static final double NANOS_PER_SECOND = 1e9;

    private final long start = System.nanoTime();
    private final Deque<String> lines = new ArrayDeque<>();
    private long count;

    synchronized void add(String line) {
        count++;
        String shown =
                line.length() > MOST_OF_A_LINE ? line.substring(0, MOST_OF_A_LINE) + " …" : line;
        lines.addLast(
                "%10.3f %9d  %s"
                        .formatted((System.nanoTime() - start) / NANOS_PER_SECOND, count, shown));
        if (lines.size() > MOST_LINES) {
            lines.removeFirst();
        }
    }

    /**
     * Writes a new file of some lines and then what is kept.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is such a file
     */
    synchronized void write(Path file, List<String> head) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file, CREATE_NEW, WRITE)) {
            for (String line : head) {
                writer.write(line);
                writer.newLine();
            }
            writer.newLine();
            writer.write(
                    "The last %,d of %,d lines: seconds, number, what was told"
                            .formatted(lines.size(), count));
            writer.newLine();
            for (String line : lines) {
                writer.write(line);
                writer.newLine();
            }
        }
    }
}
