package org.annals.encryption;

import static java.util.Objects.requireNonNull;

import org.annals.settings.ConfigurationException;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keys in a text file, which can be changed while they are in use.
 *
 * {@snippet lang="text" :
 * # the first key encrypts, the others only decrypt
 * 2026:<32 bytes as base64>
 * 2025:<32 bytes as base64>
 * 2024:destroyed
 * }
 *
 * <p>Only its owner may be allowed to read it (mode 0600 or stricter, where the file system knows
 * modes). It is looked at again once a second, while it is used, and when a key is asked for that
 * is not there. If it cannot be read then, or is wrong, the keys that were read before stay in use
 * and a listener is told, once for each state of the file.
 *
 * <p>May be shared between threads. Of those that ask at one time, one looks at the file and the
 * others go on with the keys that are known.
 */
public final class KeyFile implements KeyProvider {
    private static final long INTERVAL = 1_000_000_000;

    private final Path file;
    private final Consumer<ConfigurationException> problems;
    private final LongSupplier nanoTime;
    private final AtomicLong lastLook;
    private final AtomicLong looks = new AtomicLong();
    private final Lock publishing = new ReentrantLock();
    private volatile Look newest;

    /** What a look at the file has shown; a later one began later. */
    private record Look(long number, KeyFileState state, KeyRing keys) {}

    /**
     * Reads a file of keys.
     *
     * @param problems told why a change of the file could not be followed, on the thread that asked
     *     for a key, which waits; it should be quick and must not throw
     * @throws ConfigurationException if the file cannot be read, may be read by others than its
     *     owner, has no key, or has something else or an id twice
     */
    public KeyFile(Path file, Consumer<ConfigurationException> problems) {
        this(file, problems, System::nanoTime);
    }

    /**
     * Reads a file of keys and looks at it again by another clock.
     *
     * @param nanoTime a clock that never goes back, in nanoseconds
     * @throws ConfigurationException as the other constructor does
     */
    public KeyFile(Path file, Consumer<ConfigurationException> problems, LongSupplier nanoTime) {
        this.file = requireNonNull(file, "file");
        this.problems = requireNonNull(problems, "problems");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        this.lastLook = new AtomicLong(nanoTime.getAsLong());
        // The state first: what changes afterwards is seen as another state by the next look.
        var state = KeyFileState.of(file);
        this.newest = new Look(0, state, KeyFileText.read(file, state).keys());
    }

    /**
     * Makes a file with one new key. On return it is durable, and only its owner may read it.
     *
     * @return the id of the key
     * @throws ConfigurationException if the file is there already, or cannot be written
     */
    public static String create(Path file) {
        var key = EncryptionKey.generate();
        NewKeyFile.write(
                file, "# The first key encrypts, the others only decrypt.\n" + key.toText() + "\n");
        return key.id();
    }

    /**
     * Puts a new key before the others in a file, at once or not at all. On return it is durable.
     *
     * <p>Whoever has the file open encrypts with the new key within a second, and finds it at once
     * if it is asked to decrypt with it.
     *
     * @return the id of the key
     * @throws ConfigurationException if the file is not one of keys, cannot be written, or is being
     *     rotated by another process
     */
    public static String rotate(Path file) {
        var key = EncryptionKey.generate();
        NewKeyFile.replace(file, text -> text.withFirst(key));
        return key.id();
    }

    @Override
    public EncryptionKey active() {
        return keys().active();
    }

    @Override
    public EncryptionKey get(String keyId) {
        KeyRing keys = keys();
        if (!keys.has(keyId)) {
            // Another process may have encrypted with a key that was added within the last second.
            keys = look();
        }
        return keys.get(keyId);
    }

    private KeyRing keys() {
        long now = nanoTime.getAsLong();
        long last = lastLook.get();
        return now - last >= INTERVAL && lastLook.compareAndSet(last, now) ? look() : newest.keys();
    }

    private KeyRing look() {
        long number = looks.incrementAndGet();
        Look before = newest;
        var state = KeyFileState.of(file);
        if (state.equals(before.state())) {
            return before.keys();
        }
        KeyRing keys = before.keys();
        ConfigurationException problem = null;
        try {
            keys = KeyFileText.read(file, state).keys();
            keys.requireSameKeysAs(before.keys());
        } catch (ConfigurationException e) {
            keys = before.keys();
            problem = e;
        }
        var look = new Look(number, state, keys);
        if (published(look) && problem != null) {
            problems.accept(problem);
        }
        return newest.keys();
    }

    private boolean published(Look look) {
        publishing.lock();
        try {
            if (look.number() < newest.number()) {
                return false;
            }
            newest = look;
            return true;
        } finally {
            publishing.unlock();
        }
    }

    /** Returns the path, and nothing of the keys. */
    @Override
    public String toString() {
        return "KeyFile[" + file + "]";
    }
}
