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
    void whatIsMadeOfItselfDoesNotGrowForEver() throws Exception {
        Path classes =
                Told.compile(
                        folder,
                        "doubling",
                        """
                        import java.util.*;
                        final class Doubling {
                            static Object lists() {
                                List<?> all = List.of(String.class);
                        %s
                                return all;
                            }
                            static Object arrays() {
                                Object[] one = {String.class};
                                Object[] other = {one};
                        %s
                                return List.of(one);
                            }
                        }
                        """
                                .formatted(
                                        "all = List.of(all, all);\n".repeat(50),
                                        "one[0] = other; other[0] = one;\n".repeat(50)));

        assertThat(ClassFiles.read(List.of(classes))).hasSize(1);
    }
}
