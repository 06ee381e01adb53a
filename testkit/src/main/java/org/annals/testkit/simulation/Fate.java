package org.annals.testkit.simulation;

/** What becomes of an append of a follower. */
enum Fate {
    NOTHING("goes well"),
    CRASH_BEFORE("crashes before"),
    CRASH_AFTER("crashes after"),
    AWAY("cannot reach the recorder for"),
    REPLY_LOST("gets no reply to"),
    OVERTAKEN("is overtaken before"),
    LEASE_LOST("has lost its lease, and is overtaken, before");

    private final String told;

    Fate(String told) {
        this.told = told;
    }

    /** Returns what an owner does or suffers, with the append as its object. */
    String told() {
        return told;
    }
}
