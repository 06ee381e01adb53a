package org.annals.sqlite;

import org.annals.domain.TriggerScope;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Calls SQLite from platform threads alone: it is native, and a virtual thread in it would hold up
 * its carrier. Stateless.
 */
final class PlatformThread {
    private PlatformThread() {}

    /** Runs code here, or, called by a virtual thread, on a platform thread of its own. */
    static <T> T call(Supplier<T> code) {
        if (!Thread.currentThread().isVirtual()) {
            return code.get();
        }
        TriggerScope scope = TriggerScope.current();
        var task = new FutureTask<T>(() -> scope.call(code));
        Thread.ofPlatform().name("annals-sqlite").daemon().start(task);
        return result(task);
    }

    /** Runs code as {@link #call} does. */
    static void run(Runnable code) {
        call(
                () -> {
                    code.run();
                    return Boolean.TRUE;
                });
    }

    /** Waits for what another thread computes; an interrupt is kept for whoever looks later. */
    static <T> T result(Future<T> computing) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return computing.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error error -> throw error;
                case null, default ->
                        throw new IllegalStateException("SQLite failed in an unknown way.", e);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
