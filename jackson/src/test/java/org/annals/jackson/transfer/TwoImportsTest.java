package org.annals.jackson.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.memory.MemoryRecorder;
import org.annals.persistence.LogNotEmptyException;
import org.annals.persistence.Tracking;
import org.junit.jupiter.api.RepeatedTest;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** That imports of one file at once may fail, and misplace nothing. */
final class TwoImportsTest {
    private static final int IMPORTS = 3;

    @RepeatedTest(20)
    void eachSucceedsOrConflictsAndTheLogIsTheFiles() throws Exception {
        try (var recorder = Logs.of(2_200);
                var copy = MemoryRecorder.open("Kennel");
                ExecutorService threads = Executors.newFixedThreadPool(IMPORTS)) {
            recorder.track(Tracking.of("Cattery", 5));
            byte[] file = Logs.exported(recorder);
            var barrier = new CyclicBarrier(IMPORTS);
            Callable<Boolean> one =
                    () -> {
                        barrier.await();
                        return succeeds(file, copy);
                    };

            List<Future<Boolean>> all = threads.invokeAll(List.of(one, one, one));

            assertThat(succeeded(all)).isPositive();
            assertThat(Logs.exported(copy)).isEqualTo(file);
        }
    }

    private static boolean succeeds(byte[] file, MemoryRecorder copy) throws IOException {
        try {
            Logs.imported(file, copy);
            return true;
        } catch (ImportConflictException | LogNotEmptyException late) {
            return false;
        }
    }

    private static long succeeded(List<Future<Boolean>> all)
            throws ExecutionException, InterruptedException {
        long count = 0;
        for (Future<Boolean> each : all) {
            count += each.get() ? 1 : 0;
        }
        return count;
    }
}
