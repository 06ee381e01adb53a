package org.annals.examples.selftest;

import org.annals.testkit.witness.Rejection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was counted, by name, in the order of the first time. May be shared between threads. */
final class Tally {
    static final String RECORDED = "recorded";
    static final String REPEATED = "asked for again though recorded";
    static final String KILLED_AT_WORK = "killed while an append was under way";
    static final String KILLED_IN_TIME = "killed after it was recorded, before it was told";
    static final String BY_A_VERSION = "refused by a version";
    static final String BY_A_CONDITION = "refused by a condition";
    static final String BY_A_TRACKING = "refused by a tracking";
    static final String BY_AN_EVENT_ID = "refused by an event id";

    private final Map<String, Long> counts = new LinkedHashMap<>();

    synchronized void count(String name) {
        counts.merge(name, 1L, Long::sum);
    }

    void count(Outcome outcome) {
        count(
                switch (outcome) {
                    case Outcome.Recorded recorded -> RECORDED;
                    case Outcome.Refused(Rejection.Version conflict) -> BY_A_VERSION;
                    case Outcome.Refused(Rejection.Condition conflict) -> BY_A_CONDITION;
                    case Outcome.Refused(Rejection.Behind conflict) -> BY_A_TRACKING;
                    case Outcome.Refused(Rejection.Reuse conflict) -> BY_AN_EVENT_ID;
                    case Outcome.NotWritten none -> "not written";
                    case Outcome.Unknown unknown -> "unknown at first";
                    case Outcome.Strange strange -> "strange";
                });
    }

    synchronized long of(String name) {
        return counts.getOrDefault(name, 0L);
    }

    synchronized long sum() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    synchronized Map<String, Long> counts() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }
}
