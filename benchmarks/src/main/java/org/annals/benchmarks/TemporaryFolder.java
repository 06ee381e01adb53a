package org.annals.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that is deleted with everything in it. It is made below {@code java.io.tmpdir}, which
 * {@code benchmarks/run} sets to a folder on the disk of the checkout.
 */
record TemporaryFolder(Path path) implements Place {
    static TemporaryFolder open() throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("annals-benchmark"));
    }

    @Override
    public void close() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(path)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.delete(each);
        }
    }
}
