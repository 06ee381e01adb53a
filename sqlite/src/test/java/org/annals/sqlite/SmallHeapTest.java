package org.annals.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

final class SmallHeapTest {
    private @TempDir Path folder;

    @Test
    @Timeout(300)
    void aMillionEventsAreScannedAndAHundredThousandLoadedInSixtyFourMegabytes() throws Exception {
        try (ChildJvm child =
                ChildJvm.start(
                        List.of("-Xmx64m"),
                        SmallHeapProcess.class,
                        folder.resolve("log.db").toString())) {
            assertThat(child.rest()).contains("scanned 1000000", "loaded 100000");
            assertThat(child.exitCode()).isZero();
        }
    }
}
