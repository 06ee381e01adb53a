package org.annals.examples.systems;

import org.annals.application.Application;
import org.annals.following.FailurePolicy;
import org.annals.following.FollowerStatus;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.Runner;
import org.annals.system.SyncReport;

import java.util.List;

/** A system that is run, in whatever way. For one thread. */
public interface RunningSystem extends AutoCloseable {
    /** How a system may be run. */
    enum Way {
        IN_ONE_THREAD {
            @Override
            RunningSystem open(EventSystem system, Settings settings, FailurePolicy failures) {
                return new Together(Runner.singleThreaded(system, settings, failures));
            }
        },
        IN_SEVERAL_THREADS {
            @Override
            RunningSystem open(EventSystem system, Settings settings, FailurePolicy failures) {
                return new Together(Runner.multiThreaded(system, settings, failures));
            }
        },
        /** Each application in a runner of its own, following the others by HTTP. */
        APART {
            @Override
            RunningSystem open(EventSystem system, Settings settings, FailurePolicy failures) {
                return Apart.open(system, settings, failures);
            }
        };

        abstract RunningSystem open(EventSystem system, Settings settings, FailurePolicy failures);

        /** Opens a system that is to be run in this way. */
        public RunningSystem open(EventSystem system, Settings settings) {
            return open(system, settings, FailurePolicy.defaults());
        }
    }

    /** Returns an application. */
    <A extends Application> A get(Class<A> type);

    /** Begins to follow. */
    void start();

    /** Returns how each follower fares. */
    List<FollowerStatus> status();

    /** Lets all followers that have paused try again. */
    void resume();

    /** Lets all followers process what is there, once, in the order of the definition. */
    List<SyncReport> sync();

    /** Waits until all that is recorded was followed; throws what a follower has paused at. */
    void awaitQuiet() throws InterruptedException;

    @Override
    void close();
}
