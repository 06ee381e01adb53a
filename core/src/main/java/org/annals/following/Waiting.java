package org.annals.following;

/** Whether a follower tries again, and after how long. May be shared between threads. */
interface Waiting {
    /** Waits before an event is tried again; returns false if it is not to be. */
    boolean retries(long nanos) throws InterruptedException;

    /** Waits while something cannot be reached; returns false if it is not to be waited for. */
    boolean outlasts(long nanos) throws InterruptedException;

    /** Waits as long as it takes, unless the follower is stopped. */
    static Waiting patiently(Progress progress) {
        return new Patience(progress);
    }

    /** Never waits: tries again at once, and gives up what cannot be reached. */
    static Waiting never() {
        return new Impatience();
    }

    /** That of a follower with a thread. */
    record Patience(Progress progress) implements Waiting {
        @Override
        public boolean retries(long nanos) throws InterruptedException {
            return progress.pause(nanos);
        }

        @Override
        public boolean outlasts(long nanos) throws InterruptedException {
            return progress.pause(nanos);
        }
    }

    /** That of a follower on its caller's thread. */
    record Impatience() implements Waiting {
        @Override
        public boolean retries(long nanos) {
            return true;
        }

        @Override
        public boolean outlasts(long nanos) {
            return false;
        }
    }
}
