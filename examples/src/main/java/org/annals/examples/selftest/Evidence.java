package org.annals.examples.selftest;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;

/** The file that tells what was found: a new one, wherever one can be written. Stateless. */
final class Evidence {
    private static final int MOST_OF_A_NAME = 100;

    private Evidence() {}

    /**
     * Writes it into a folder, or into the one for temporary files if that cannot be.
     *
     * @throws IOException if neither can be
     */
    static Path leave(Path folder, String schema, Journal journal, List<String> head)
            throws IOException {
        try {
            return leaveIn(folder, schema, journal, head);
        } catch (IOException e) {
            return leaveIn(Path.of(System.getProperty("java.io.tmpdir")), schema, journal, head);
        }
    }

    private static Path leaveIn(Path folder, String schema, Journal journal, List<String> head)
            throws IOException {
        for (int number = 1; ; number++) {
            String suffix = number == 1 ? "" : "-" + number;
            Path file = folder.resolve("annals-selftest-%s%s.txt".formatted(schema, suffix));
            try {
                journal.write(file, head);
                return file;
            } catch (FileAlreadyExistsException e) {
                // It may be of an earlier selftest, or nothing of ours.
                if (number == MOST_OF_A_NAME) {
                    throw e;
                }
            }
        }
    }
}
