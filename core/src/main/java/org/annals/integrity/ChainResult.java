package org.annals.integrity;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.Bytes;

/** What became of verifying a log. Immutable. */
public sealed interface ChainResult {
    /**
     * Every event is as it was recorded, as far as the chain and the signed heads can show.
     *
     * @param head the position of the last event, which is also how many there are
     * @param hash the hash there
     */
    record Intact(long head, Bytes hash) implements ChainResult {
        /** Refuses null. */
        public Intact {
            requireNonNull(hash, "hash");
        }
    }

    /**
     * The log is not as it was recorded. Nothing is said of what comes after.
     *
     * @param position the first at which it is not, or, for {@link Difference#REBUILT}, at which
     *     this is known
     */
    record Broken(long position, Difference difference) implements ChainResult {
        /** Refuses null. */
        public Broken {
            requireNonNull(difference, "difference");
        }
    }

    /**
     * Returns this if the log is intact.
     *
     * @throws ChainBrokenException if it is not
     */
    default Intact orThrow() {
        return switch (this) {
            case Intact intact -> intact;
            case Broken(var position, var difference) ->
                    throw new ChainBrokenException(position, difference);
        };
    }
}
