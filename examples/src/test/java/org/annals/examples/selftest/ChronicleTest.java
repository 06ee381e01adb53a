package org.annals.examples.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.annals.memory.MemoryRecorder;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Recorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The chronicle blames nobody for what it has not taken down itself. */
final class ChronicleTest {
    private final MemoryRecorder recorder = MemoryRecorder.open("Selftest");
    private final CountDownLatch reads = new CountDownLatch(1);
    private final CountDownLatch isAnswered = new CountDownLatch(1);
    private final ExecutorService others = Executors.newCachedThreadPool();
    private final Chronicle chronicle = new Chronicle(new TrueLog(haltingAtRead()), new Journal());

    @AfterEach
    void close() {
        isAnswered.countDown();
        chronicle.close();
        others.shutdown();
        recorder.close();
    }

    /** A page is read only when it is let. */
    private Recorder haltingAtRead() {
        return (Recorder)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {Recorder.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("readLog")) {
                                reads.countDown();
                                isAnswered.await();
                            }
                            return method.invoke(recorder, arguments);
                        });
    }

    @Test
    void whatIsAskedForAfterItWasBrokenOffIsNoPhantom() throws Exception {
        chronicle.start();
        assertThat(reads.await(20, SECONDS)).isTrue();

        var judgement = others.submit(chronicle::breakOff);
        while (!chronicle.isClosed()) {
            Thread.onSpinWait();
        }
        var event = Events.event(UUID.randomUUID(), null, Vocabulary.NOTED, List.of());
        var wish = new Wish("late", Way.PLAIN, AppendRequest.of(List.of(event)));
        chronicle.asked(0, wish);
        recorder.append(wish.request());
        isAnswered.countDown();

        assertThat(judgement.get(20, SECONDS).findings()).isEmpty();
    }
}
