package org.annals.tink;

/**
 * Has a keyset, which may change between two calls.
 *
 * <p>It is asked for every message, so it answers from memory. A key stays under its id for as long
 * as anything that it encrypted. Implementations may be shared between threads.
 */
public interface KeysetProvider {
    /** Returns the keyset, which is another object if it has changed. */
    Keyset current();

    /** Returns the keyset after looking whether it has changed, since it lacks a key. */
    Keyset newest();

    /** Returns a provider of a keyset that does not change. */
    static KeysetProvider of(Keyset keyset) {
        return new KeysetProvider() {
            @Override
            public Keyset current() {
                return keyset;
            }

            @Override
            public Keyset newest() {
                return keyset;
            }
        };
    }
}
