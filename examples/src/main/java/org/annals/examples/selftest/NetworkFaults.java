package org.annals.examples.selftest;

import org.annals.testkit.network.Direction;
import org.annals.testkit.network.FaultyProxy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/**
 * What goes wrong between clients and server: each fault at one of the proxies. Immutable.
 *
 * @param isEncrypted whether nobody between them can read what they say
 */
record NetworkFaults(List<FaultyProxy> proxies, boolean isEncrypted) {
    private static final int LONGEST_DELAY = 30;
    private static final int MOST_BYTES = 4_000;
    private static final Duration MOMENT = Duration.ofMillis(600);

    NetworkFaults {
        proxies = List.copyOf(proxies);
    }

    List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        faults.add(
                lasting(
                        "connections cut",
                        Duration.ZERO,
                        FaultyProxy::cutCount,
                        (proxy, random) -> proxy.cut()));
        faults.add(
                lasting(
                        "replies lost",
                        MOMENT,
                        FaultyProxy::cutCount,
                        (proxy, random) -> proxy.loseNextReply()));
        faults.add(
                lasting(
                        "requests cut in their midst",
                        MOMENT,
                        FaultyProxy::cutCount,
                        (proxy, random) ->
                                proxy.cutOneAfter(
                                        Direction.TO_SERVER, random.nextInt(MOST_BYTES))));
        faults.add(
                lasting(
                        "replies cut in their midst",
                        MOMENT,
                        FaultyProxy::cutCount,
                        (proxy, random) ->
                                proxy.cutOneAfter(
                                        Direction.TO_CLIENT, random.nextInt(MOST_BYTES))));
        faults.add(
                lasting(
                        "delays",
                        Duration.ofSeconds(2),
                        FaultyProxy::roundTripCount,
                        (proxy, random) -> proxy.delay(either(random), millis(random))));
        faults.add(
                lasting(
                        "trickles",
                        MOMENT,
                        FaultyProxy::roundTripCount,
                        (proxy, random) ->
                                proxy.trickle(either(random), Duration.ofNanos(100_000))));
        faults.add(silences());
        faults.add(
                lasting(
                        "refusals",
                        Duration.ofSeconds(2),
                        FaultyProxy::cutCount,
                        (proxy, random) -> {
                            // Its port stays open, or somebody else might have it meanwhile.
                            proxy.cutEachAfter(Direction.TO_SERVER, 0);
                            proxy.cut();
                        }));
        if (!isEncrypted) {
            faults.add(
                    lasting(
                            "wake-ups lost",
                            Duration.ofSeconds(2),
                            FaultyProxy::lossCount,
                            (proxy, random) -> proxy.dropUnasked(WakeUps::isAllOf)));
        }
        faults.add(spellsWithoutReplies());
        return faults;
    }

    private Fault silences() {
        return new Fault(
                "silences",
                Duration.ofSeconds(4),
                random -> {
                    FaultyProxy proxy = any(random);
                    boolean isHeard = proxy.openConnectionCount() > 0;
                    proxy.goSilent();
                    return () -> {
                        proxy.heal();
                        return isHeard;
                    };
                });
    }

    private Fault spellsWithoutReplies() {
        return new Fault(
                "spells without replies",
                Duration.ofSeconds(1),
                random -> {
                    FaultyProxy proxy = any(random);
                    long before = proxy.lossCount();
                    proxy.dropReplies();
                    return () -> {
                        // Whoever waits for what was dropped would wait for long.
                        proxy.cut();
                        proxy.heal();
                        return proxy.lossCount() > before;
                    };
                });
    }

    /**
     * Returns a fault that lasts for a while.
     *
     * @param strikes what is counted more of if it has met anybody
     */
    private Fault lasting(
            String name,
            Duration longest,
            ToLongFunction<FaultyProxy> strikes,
            BiConsumer<FaultyProxy, Random> begin) {
        return new Fault(
                name,
                longest,
                random -> {
                    FaultyProxy proxy = any(random);
                    long before = strikes.applyAsLong(proxy);
                    begin.accept(proxy, random);
                    return () -> {
                        proxy.heal();
                        return strikes.applyAsLong(proxy) > before;
                    };
                });
    }

    private FaultyProxy any(Random random) {
        return proxies.get(random.nextInt(proxies.size()));
    }

    private static Direction either(Random random) {
        return random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
    }

    private static Duration millis(Random random) {
        return Duration.ofMillis(1 + random.nextInt(LONGEST_DELAY));
    }
}
