package org.annals.examples.githistory;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.domain.EventDetails;
import org.annals.examples.RecorderKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The view of changed files has what counting everything finds. */
@ParameterizedClass
@EnumSource(value = RecorderKind.class, names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
final class ChangedFilesTest {
    private static final long SEED = 7;
    private static final int CHANGES = 300;

    private final RecorderKind recorder;
    private final Random random = new Random(SEED);
    private final Map<String, Long> counts = new TreeMap<>();

    ChangedFilesTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    /** Changes files, some often and most of them now and then. */
    private void change(GitHistory history) {
        for (int i = 0; i < CHANGES; i++) {
            String path = "file-%02d".formatted((int) Math.abs(random.nextGaussian() * 12));
            GitFile file =
                    history.repository()
                            .find(GitFile.class, GitFile.idOf(path))
                            .orElseGet(() -> GitFile.unknown(path));
            file.take(new FileChange.Written(path, Lines.ofText(1, 0)), EventDetails.none());
            history.save(file);
            counts.merge(path, 1L, Long::sum);
        }
    }

    private List<Long> most(int count) {
        return counts.values().stream().sorted(Comparator.reverseOrder()).limit(count).toList();
    }

    private static List<Long> versions(List<GitFile> files) {
        return files.stream().map(GitFile::version).toList();
    }

    @Test
    void itCatchesUpWithWhatIsNewAndKeepsWhatItHad(@TempDir Path folder) throws Exception {
        try (var history = new GitHistory(recorder.in(folder))) {
            change(history);
            assertThat(history.catchUpChangedFiles()).isEqualTo(CHANGES);
            assertThat(versions(history.mostChanged(5))).isEqualTo(most(5));
        }
        try (var history = new GitHistory(recorder.in(folder))) {
            assertThat(history.catchUpChangedFiles()).isZero();
            change(history);
            assertThat(history.catchUpChangedFiles()).isEqualTo(CHANGES);
            assertThat(versions(history.mostChanged(5))).isEqualTo(most(5));
            assertThat(history.mostChanged(5))
                    .extracting(GitFile::path)
                    .allSatisfy(path -> assertThat(most(5)).contains(counts.get(path)));
        }
    }

    @Test
    void beforeItWasMadeThereIsNothing(@TempDir Path folder) {
        try (var history = new GitHistory(recorder.in(folder))) {
            assertThat(history.mostChanged(5)).isEmpty();
        }
    }
}
