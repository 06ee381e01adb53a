package org.annals.integrity;

/** How a log differs from what was recorded, as far as it can be told. */
public enum Difference {
    /** What stands there, or its hash, is another than was recorded. */
    CHANGED("what stands there, or its hash, was changed"),
    /** What stands there cannot be an event. */
    UNREADABLE("what stands there cannot be an event"),
    /** The event has no hash. */
    HASH_MISSING("the hash is missing"),
    /** What belongs there stands at a later position. */
    MOVED("what belongs there stands elsewhere"),
    /** What stands there was never recorded, and what belongs there stands after it, if at all. */
    INSERTED("what stands there was inserted"),
    /** What belongs there is gone, and something later is still there. */
    REMOVED("what belongs there was removed"),
    /** The log ends before that position, for which a signed head vouches. */
    CUT("the log ends before it, and a signed head goes further"),
    /**
     * The chain is sound up to that position, where a signed head has another hash: something at or
     * before it was changed and every hash after that was made anew.
     */
    REBUILT("the hash there is not the signed one, so the chain was made anew");

    private final String meaning;

    Difference(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }
}
