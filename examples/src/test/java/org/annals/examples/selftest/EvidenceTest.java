package org.annals.examples.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where evidence is left: never over something, and somewhere in any case. */
final class EvidenceTest {
    private static final List<String> HEAD = List.of("Something was found.");

    private final Journal journal = new Journal();

    @Test
    void whatIsThereIsNotOverwritten(@TempDir Path folder) throws IOException {
        journal.add("ask 1");
        Path first = Evidence.leave(folder, "notes", journal, HEAD);
        Path second = Evidence.leave(folder, "notes", journal, List.of("More was found."));

        assertThat(first).isEqualTo(folder.resolve("annals-selftest-notes.txt"));
        assertThat(second).isEqualTo(folder.resolve("annals-selftest-notes-2.txt"));
        assertThat(Files.readString(first)).contains("Something was found.").contains("ask 1");
        assertThat(Files.readString(second)).contains("More was found.");
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoReasonToLoseIt(@TempDir Path folder) throws IOException {
        Path noFolder = Files.writeString(folder.resolve("file"), "");

        Path left = Evidence.leave(noFolder, "annals_evidence_test", journal, HEAD);

        try {
            assertThat(left).hasParentRaw(Path.of(System.getProperty("java.io.tmpdir")));
            assertThat(left).content().contains("Something was found.");
        } finally {
            Files.delete(left);
        }
    }
}
