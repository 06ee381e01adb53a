package org.annals.system;

import org.annals.application.Application;
import org.annals.application.NotificationLog;
import org.annals.following.FailurePolicy;
import org.annals.following.FollowerStatus;
import org.annals.following.ParkedEvents;
import org.annals.settings.Settings;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Runs a system: opens its applications, and lets each follow those that it is to follow.
 *
 * {@snippet class="org.annals.system.RunnerTest" region="run"}
 *
 * <p>Before the start nothing is followed, unless by {@link #sync}. From then on everything is,
 * also what was recorded before. A follower that fails does not stop the others: see {@link #watch}
 * and {@link #status}. May be shared between threads.
 */
public interface Runner extends AutoCloseable {
    /**
     * Opens a system to run in the threads of its commands: when one returns, everything that
     * follows from it has been done. What is recorded by other processes is followed at the next
     * command. Deterministic: followers do their work in the order of the definition, and of their
     * partitions, until nothing is left.
     *
     * @param settings given to each application
     * @throws RuntimeException what opening an application throws; those opened before are closed
     */
    static Runner singleThreaded(EventSystem system, Settings settings) {
        return singleThreaded(system, settings, FailurePolicy.defaults());
    }

    /** Opens such a system that does as is said with events that cannot be processed. */
    static Runner singleThreaded(EventSystem system, Settings settings, FailurePolicy failures) {
        return Applications.open(
                system, settings, applications -> new SingleThreadedRunner(applications, failures));
    }

    /**
     * Opens a system to run in threads of its own, one for each application that another one
     * follows, or for each of its partitions.
     *
     * @param settings given to each application
     * @throws RuntimeException what opening an application throws; those opened before are closed
     */
    static Runner multiThreaded(EventSystem system, Settings settings) {
        return multiThreaded(system, settings, FailurePolicy.defaults());
    }

    /** Opens such a system that does as is said with events that cannot be processed. */
    static Runner multiThreaded(EventSystem system, Settings settings, FailurePolicy failures) {
        return Applications.open(
                system,
                settings,
                applications ->
                        new MultiThreadedRunner(
                                applications, new Followers(applications, failures, null)));
    }

    /**
     * Opens one application of a system, to run in a process of its own, where it follows those
     * that it is to follow by logs that are elsewhere. Each of them is also opened for a moment,
     * with its events kept in memory, for how it reads them: its types and, by these settings, its
     * keys.
     *
     * @param settings given to the application, and to those that it follows
     * @param logs returns the log of the application of a name; whoever opens the runner closes
     *     them, after it
     * @throws IllegalArgumentException if the application is not part of the system
     * @throws RuntimeException what opening an application throws; nothing stays open
     */
    static Runner oneOf(
            EventSystem system,
            Class<? extends Application> type,
            Settings settings,
            Function<String, NotificationLog> logs) {
        return oneOf(system, type, settings, logs, FailurePolicy.defaults());
    }

    /** Opens such a one that does as is said with events that cannot be processed. */
    static Runner oneOf(
            EventSystem system,
            Class<? extends Application> type,
            Settings settings,
            Function<String, NotificationLog> logs,
            FailurePolicy failures) {
        return Elsewhere.open(system, type, settings, logs, failures);
    }

    /**
     * Returns an application, before the start too.
     *
     * @throws IllegalArgumentException if it is not part of the system; the message names those
     *     that are
     */
    <A extends Application> A get(Class<A> type);

    /**
     * Begins to follow.
     *
     * @throws org.annals.settings.ConfigurationException if an application was followed in other
     *     {@linkplain ProcessApplication#partitions partitions}
     * @throws IllegalStateException if it was started before, or stopped
     */
    void start();

    /**
     * Lets followers process what is there, timers that are due, and what follows from that, once,
     * on this thread: for a program that runs now and then, and does not stay. What one fails at is
     * reported, and keeps no other from going on; the next call tries it again. Leases are kept
     * meanwhile and then given back; where another process has one, nothing is done.
     *
     * @param applications those that are to follow; of none, all
     * @return what each follower has done, in the order of the definition
     * @throws IllegalArgumentException if one of these follows nothing here; the message names
     *     those that do
     * @throws IllegalStateException if the runner was started, or stopped
     */
    List<SyncReport> sync(String... applications);

    /**
     * Counts what {@link #sync} would find to do, and leaves no trace: no policy is called, no
     * lease taken and nothing written. So it foresees no failure, no timer that is due, and not
     * what followers will record for each other: a sync may process more.
     *
     * @param applications those that would follow; of none, all
     * @return for each follower the events that it has not processed, in the order of the
     *     definition
     * @throws IllegalArgumentException as that does
     */
    List<SyncReport> dryRun(String... applications);

    /** Returns how each follower fares, in the order of the definition, and of partitions. */
    List<FollowerStatus> status();

    /**
     * Returns the events that followers have parked, for each application that follows another, in
     * the order of the definition.
     */
    List<ParkedEvents> parked();

    /**
     * Waits until a follower has paused, throws what it has paused at, each only once, and returns
     * false when the time is over; true if the runner was stopped.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    boolean watch(Duration timeout) throws InterruptedException;

    /**
     * Waits until everything that is recorded has been followed, and what followed from it, and
     * returns whether that is so within the time-out.
     *
     * @throws RuntimeException what a follower has paused at
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    boolean awaitQuiet(Duration timeout) throws InterruptedException;

    /** Lets all followers that have paused try again. */
    void resume();

    /**
     * Lets each follower end what it is at, joins the threads and closes the applications. A second
     * call does nothing.
     *
     * @throws RuntimeException what a follower has paused at, unless {@link #watch} has thrown it
     */
    void stop();

    /**
     * Stops, and keeps to itself what followers have paused at: leaving a scope hides no exception
     * of its body. Ask {@link #watch} or {@link #status}, or call {@link #stop}.
     */
    @Override
    void close();
}
