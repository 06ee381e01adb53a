package org.annals.examples.systems;

import org.annals.domain.DomainEvent;
import org.annals.examples.systems.Numbers.Counted;
import org.annals.examples.systems.Numbers.First;
import org.annals.following.FollowerStatus.State;
import org.annals.recording.Signal;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Node;
import org.annals.system.Pipe;
import org.annals.system.ProcessingEvent;
import org.annals.system.Runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Follows as the application {@code Second} does, in a process of its own, and waits within its
 * policy at one number until it is told a byte. Then it tells when another has the lease.
 */
final class WaitingProcess {
    static final int WAITS_AT = 6;
    static final String WAITING = "waiting";
    static final String STANDING_BY = "standing by";

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final CountDownLatch TOLD = new CountDownLatch(1);

    private WaitingProcess() {}

    private static final class Waiting extends Numbers.Passing {
        Waiting(Settings settings) {
            super("Second", settings);
        }

        @Override
        protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
            if (((Counted) event.event()).number() == WAITS_AT) {
                System.out.println(WAITING);
                try {
                    System.in.read();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                TOLD.countDown();
            }
            super.policy(event, processing);
        }
    }

    public static void main(String[] args) throws Exception {
        var system =
                EventSystem.of(
                        Pipe.pipe(
                                Node.node(First.class, First::new),
                                Node.node(Waiting.class, Waiting::new)));
        try (Runner runner = Runner.multiThreaded(system, Settings.environment())) {
            runner.start();
            TOLD.await();
            var nobody = new Signal();
            while (runner.status().getFirst().state() != State.STANDBY) {
                nobody.await(0, PAUSE.toNanos());
            }
            System.out.println(STANDING_BY);
            runner.watch(Duration.ofMinutes(5));
        }
    }
}
