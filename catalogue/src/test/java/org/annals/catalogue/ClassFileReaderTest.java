package org.annals.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

final class ClassFileReaderTest {
    private @TempDir Path folder;

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whateverACompilerMakesIsRead() throws Exception {
        Path jdk = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base");
        List<Path> files;
        try (Stream<Path> all = Files.walk(jdk.resolve("java/util"))) {
            files = all.filter(each -> each.toString().endsWith(".class")).toList();
        }
        for (Path each : files) {
            ClassFacts read = ClassFileReader.read(each.toString(), Files.readAllBytes(each));

            assertThat(read.name() + ".class").isEqualTo(jdk.relativize(each).toString());
        }
        assertThat(files).hasSizeGreaterThan(1_000);
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatALoopMakesOfItselfDoesNotGrowForEver() throws Exception {
        Path classes =
                Told.compile(
                        folder,
                        "loops",
                        """
                        import java.util.*;
                        final class Loops {
                            static Object run(int times) {
                                Object[] all = {String.class, Integer.class, null};
                                for (int i = 0; i < times; i++) {
                                    for (int j = 0; j < times; j++) {
                                        if (j > i) { all[0] = Long.class; }
                                        for (int k = 0; k < times; k++) {
                                            if (k > j) { all[1] = List.of(all, all[0]); }
                                            for (int l = 0; l < times; l++) {
                                                if (l > k) { all[2] = Arrays.asList(all, all, i); }
                                                all[0] = Arrays.asList(all, all);
                                                all[1] = Arrays.asList(all, all);
                                            }
                                        }
                                    }
                                }
                                return all;
                            }
                        }
                        """);

        assertThat(ClassFiles.read(List.of(classes))).hasSize(1);
    }
}
