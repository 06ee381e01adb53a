package org.annals.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Fates that follow from a seed. For one thread. */
final class Dice implements Fates {
    // Whatever is disturbed for ever comes to no rest.
    private static final int MOST = 12;
    private static final int ONE_OF = 3;
    private static final int[] PAGE_SIZES = {1, 2, 3, 7, 500};
    private static final Fate[] DISTURBING = {
        Fate.CRASH_BEFORE,
        Fate.CRASH_AFTER,
        Fate.AWAY,
        Fate.REPLY_LOST,
        Fate.OVERTAKEN,
        Fate.LEASE_LOST
    };

    private final long seed;
    private final SplittableRandom random;
    private final int owners;
    private int left = MOST;
    private int undisturbed;

    Dice(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.owners = 1 + random.nextInt(3);
    }

    @Override
    public Fate of(int append) {
        // What is tried again is to come to something: a follower does not try for ever.
        if (left == 0 || append <= undisturbed || random.nextInt(ONE_OF) > 0) {
            return Fate.NOTHING;
        }
        left--;
        undisturbed = append + 1;
        return DISTURBING[random.nextInt(DISTURBING.length)];
    }

    @Override
    public int owners() {
        return owners;
    }

    @Override
    public int pageSize() {
        return PAGE_SIZES[random.nextInt(PAGE_SIZES.length)];
    }

    @Override
    public int wakeUps() {
        return random.nextInt(3);
    }

    @Override
    public boolean isStartedAgain() {
        return random.nextBoolean();
    }

    @Override
    public boolean areLeasesOver() {
        return random.nextBoolean();
    }

    @Override
    public <T> List<T> ordered(List<T> things) {
        List<T> rest = new ArrayList<>(things);
        List<T> ordered = new ArrayList<>();
        while (!rest.isEmpty()) {
            ordered.add(rest.remove(random.nextInt(rest.size())));
        }
        return ordered;
    }

    @Override
    public long seed() {
        return seed;
    }
}
