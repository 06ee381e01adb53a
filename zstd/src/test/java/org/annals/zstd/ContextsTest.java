package org.annals.zstd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Native memory: shared, bounded, and freed. */
final class ContextsTest {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    @Test
    void manyThreadsShareOneAndNoMoreIsKeptThanThereAreProcessors() throws Exception {
        var compressor = new ZstdCompressor().withDictionaries(Samples.TRAINED, Samples.TEXT);
        byte[] old = new ZstdCompressor().withDictionaries(Samples.TEXT).compress(Samples.TRICK);
        var start = new CyclicBarrier(208);
        try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService platform = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 208; i++) {
                int seed = i;
                all.add(
                        (i < 8 ? platform : virtual)
                                .submit(
                                        () -> {
                                            start.await();
                                            for (int j = 0; j < 50; j++) {
                                                comesBack(compressor, Samples.random(seed + j));
                                                assertThat(compressor.decompress(old, 0, 1_000))
                                                        .isEqualTo(Samples.TRICK);
                                            }
                                            return null;
                                        }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        assertThat(compressor.contexts().kept()).isBetween(2, 2 * PROCESSORS);
    }

    private static void comesBack(ZstdCompressor compressor, byte[] bytes) {
        assertThat(compressor.decompress(compressor.compress(bytes), 0, 1_000)).isEqualTo(bytes);
    }

    @Test
    void oneContextIsUsedAgainAndAgain() {
        var compressor = new ZstdCompressor().withDictionaries(Samples.TRAINED);
        for (int i = 0; i < 1_000; i++) {
            comesBack(compressor, Samples.TRICK);
        }
        assertThat(compressor.contexts().kept()).isEqualTo(2);
    }

    @Test
    void nothingNativeIsHeldBeforeTheFirstUse() {
        assertThat(new ZstdCompressor().contexts().kept()).isZero();
    }

    @Test
    @Timeout(60)
    void theMemoryOfACompressorThatIsNotReachableIsFreed() {
        List<Contexts> left = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            left.add(used());
        }
        while (left.stream().anyMatch(each -> each.kept() > 0)) {
            System.gc();
        }
    }

    private static Contexts used() {
        var compressor = new ZstdCompressor().withDictionaries(Samples.TRAINED, Samples.TEXT);
        comesBack(compressor, Samples.TRICK);
        return compressor.contexts();
    }

    @Test
    void compressorsThatAreDroppedWhileTheyAreUsedGiveRightResults() {
        for (int i = 0; i < 2_000; i++) {
            // The last use of each: the collector may have it while the native library works.
            byte[] compressed =
                    new ZstdCompressor().withDictionaries(Samples.TRAINED).compress(Samples.TRICK);
            assertThat(
                            new ZstdCompressor()
                                    .withDictionaries(Samples.TRAINED)
                                    .decompress(compressed, 0, 1_000))
                    .isEqualTo(Samples.TRICK);
            if (i % 50 == 0) {
                System.gc();
            }
        }
    }
}
