package org.annals.following;

import org.annals.following.FollowerStatus.State;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.Subscription;
import org.jspecify.annotations.Nullable;

import java.util.function.Predicate;

/**
 * The course of a follower along its log: from its place, page by page, under its lease if it needs
 * one. What cannot be reached, and what is not as it was, is thrown. For one thread at a time.
 */
final class Course {
    private final String name;
    private final Upstream upstream;
    private final Query query;
    private final int batchSize;
    private final Division division;
    private final Place place;
    private final Progress progress;
    private final Health health;
    private final Steps steps;
    private final @Nullable Parking parking;
    private final @Nullable Leasing leasing;
    private volatile @Nullable Subscription<LogPage> subscription;

    Course(
            FollowerBuilder parts,
            Query query,
            Division division,
            Steps steps,
            Health health,
            @Nullable Parking parking,
            @Nullable Leasing leasing) {
        this.name = parts.name;
        this.upstream = parts.upstream;
        this.query = query;
        this.batchSize = parts.batchSize();
        this.division = division;
        this.place = health.place();
        this.progress = health.progress();
        this.health = health;
        this.steps = steps;
        this.parking = parking;
        this.leasing = leasing;
    }

    /**
     * Processes what is there, if it may follow: under a lease, that is kept meanwhile and not
     * given back.
     */
    void pullKeepingLease() throws InterruptedException {
        if (leasing == null) {
            pull();
        } else if (hasLease(Leasing::hold)) {
            // Whoever has taken it meanwhile is met by the next append.
            Leasing.Keeping keeping = leasing.keep(() -> {});
            try {
                pullAll();
            } finally {
                keeping.close();
            }
        }
    }

    /** Processes what is there, if it may follow. */
    void pull() throws InterruptedException {
        if (hasLease(Leasing::hold)) {
            pullAll();
        }
    }

    private void pullAll() throws InterruptedException {
        begin();
        LogSelection rest = pagesBehind(place);
        boolean isOn = true;
        while (isOn) {
            LogPage page = upstream.log().pull(rest);
            isOn = steps.take(page, Waiting.never()) && page.scannedTo() < page.head();
            rest = rest.beyond(page);
        }
    }

    /** Reads where it stands, and whether the log is what it was. */
    private void begin() {
        place.read();
        if (parking != null) {
            parking.read();
        }
        long head = place.verify();
        progress.sees(head);
        progress.reached(place.position(), 0);
        health.goes(place.position() < head ? State.CATCHING_UP : State.LIVE);
    }

    /** Follows until it is stopped, its lease is over, or it does not go on. */
    void follow() throws InterruptedException {
        if (leasing == null) {
            followOn();
        } else if (hasLease(Leasing::holdUnlessForAnother)) {
            Leasing.Keeping keeping = leasing.keep(this::interrupt);
            try {
                followOn();
            } finally {
                keeping.close();
                leasing.leaveToAnother();
            }
        } else {
            progress.pause(leasing.untilNextLook().toNanos());
        }
    }

    private void followOn() throws InterruptedException {
        begin();
        LogSelection rest = pagesBehind(place);
        try (Subscription<LogPage> pages = upstream.log().subscribe(rest);
                var feed = new PageFeed(name, pages)) {
            subscription = pages;
            if (progress.isStopping() || (leasing != null && leasing.isOver())) {
                return;
            }
            boolean isOn = true;
            while (isOn) {
                isOn =
                        switch (feed.next()) {
                            case PageFeed.Page next -> take(next);
                            case PageFeed.Nothing nothing -> hasKeptItsPlace();
                            case PageFeed.End end -> false;
                        };
            }
        } finally {
            subscription = null;
        }
    }

    /**
     * Looks at place and log, and returns whether the subscription can go on: if what was recorded
     * has been restored to an earlier state, pages are to be read anew.
     */
    private boolean hasKeptItsPlace() {
        long before = place.position();
        begin();
        return place.position() >= before;
    }

    private boolean take(PageFeed.Page next) throws InterruptedException {
        if (next.hasWaited()) {
            // Whoever restores a log takes it away first.
            place.verify();
        }
        return steps.take(next.page(), Waiting.patiently(progress));
    }

    // A page that is smaller than a batch would end it.
    private LogSelection pagesBehind(Place reached) {
        LogSelection all = LogSelection.all().matching(query).after(reached.position());
        return batchSize > all.limit() ? all.limit(batchSize) : all;
    }

    /** Ends a wait for what comes. By any thread. */
    void interrupt() {
        Subscription<LogPage> current = subscription;
        if (current != null) {
            current.stop();
        }
    }

    /** Returns whether it may follow; where it must not it only looks how far others are. */
    private boolean hasLease(Predicate<Leasing> holding) {
        if (leasing == null || leasing.epoch() == 0) {
            division.require();
        }
        if (leasing == null) {
            return true;
        }
        if (hold(leasing, holding)) {
            place.under(leasing.epoch());
            return true;
        }
        health.hasMoved();
        progress.sees(upstream.log().head());
        health.goes(State.STANDBY);
        return false;
    }

    private boolean hold(Leasing needed, Predicate<Leasing> holding) {
        try {
            return holding.test(needed);
        } catch (IllegalStateException e) {
            // The place was divided since that was looked at, and has no epoch left.
            division.require();
            throw e;
        }
    }
}
