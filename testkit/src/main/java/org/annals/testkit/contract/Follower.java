package org.annals.testkit.contract;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import org.annals.persistence.Subscription;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * Iterates a subscription on a thread of its own, step by step as a test tells it to, and waits for
 * each step with a deadline.
 */
final class Follower<T> implements AutoCloseable {
    private final Subscription<T> subscription;
    private final Duration deadline;
    private final ExecutorService steps;
    private final Thread thread;
    private @Nullable Iterator<T> iterator;

    private Follower(
            Subscription<T> subscription, Duration deadline, ExecutorService steps, Thread thread) {
        this.subscription = subscription;
        this.deadline = deadline;
        this.steps = steps;
        this.thread = thread;
    }

    static <T> Follower<T> of(Subscription<T> subscription, Duration deadline) throws Exception {
        var steps =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("follower").daemon().factory());
        return new Follower<>(
                subscription, deadline, steps, steps.submit(Thread::currentThread).get());
    }

    /** Takes so many deliveries, or fewer if the iteration ends before. */
    List<T> take(int count) throws Exception {
        return start(() -> taken(count)).result();
    }

    /** Takes what is left until the iteration ends. */
    List<T> rest() throws Exception {
        return take(Integer.MAX_VALUE);
    }

    /** Begins to take so many deliveries, and returns when the thread has been seen waiting. */
    Step<List<T>> startTaking(int count) throws Exception {
        return startWaiting(() -> taken(count));
    }

    /** Begins a step that is expected to wait, and returns when the thread has been seen so. */
    <R> Step<R> startWaiting(Callable<R> step) throws Exception {
        var begun = new CountDownLatch(1);
        Step<R> started =
                start(
                        () -> {
                            begun.countDown();
                            return step.call();
                        });
        begun.await();
        Race.letItWait(thread);
        return started;
    }

    /** Begins a step on the follower's thread. */
    <R> Step<R> start(Callable<R> step) {
        return new Step<>(steps.submit(step), deadline);
    }

    /** Takes so many deliveries on the calling thread, which is the follower's. */
    List<T> taken(int count) {
        List<T> taken = new ArrayList<>();
        Iterator<T> deliveries = iterator();
        while (taken.size() < count && deliveries.hasNext()) {
            taken.add(deliveries.next());
        }
        return taken;
    }

    /** Returns the one iterator, to the calling thread, which is the follower's. */
    Iterator<T> iterator() {
        Iterator<T> begun = iterator;
        if (begun == null) {
            begun = subscription.iterator();
            iterator = begun;
        }
        return begun;
    }

    void interrupt() {
        thread.interrupt();
    }

    /** Stops the subscription on the calling thread. */
    void stop() {
        subscription.stop();
    }

    @Override
    public void close() {
        stop();
        steps.shutdownNow();
    }

    /** Something that the follower's thread does. */
    record Step<R>(Future<R> running, Duration deadline) {
        /** Returns what comes of it, or throws what it throws. */
        R result() throws Exception {
            try {
                return running.get(deadline.toMillis(), MILLISECONDS);
            } catch (ExecutionException e) {
                throw Race.unwrapped(e);
            } catch (TimeoutException e) {
                throw new AssertionError("Nothing came within " + deadline + ".", e);
            }
        }
    }
}
