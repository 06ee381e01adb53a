package org.annals.following;

import static java.util.Objects.requireNonNull;

import org.annals.persistence.Notification;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * In how many partitions an upstream is followed. All events of one key are in the same partition,
 * and are processed in order; each partition has a place, a lease and parked events of its own, and
 * waits for no other. Immutable.
 *
 * <p>Count and key are kept with the places. A follower with others is refused: it would pass over
 * what nobody has done, and do again what was done.
 *
 * @param count of the partitions, 1 to {@value #MOST}
 * @param key by which events are divided among them
 */
public record Partitions(int count, SequenceKey key) {
    /** How many there may be. */
    public static final int MOST = 1_000;

    private static final Partitions NONE = new Partitions(1, SequenceKey.byAggregate());

    /**
     * @throws IllegalArgumentException if there are too few or too many
     */
    public Partitions {
        requireNonNull(key, "key");
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(
                    "An upstream cannot be followed in %d partitions. Give it 1 to %d."
                            .formatted(count, MOST));
        }
    }

    /** Returns the only partition of an upstream that is not divided. */
    public static Partitions none() {
        return NONE;
    }

    /** Returns so many partitions, by aggregate. */
    public static Partitions of(int count) {
        return of(count, SequenceKey.byAggregate());
    }

    /** Returns so many partitions, by a key. */
    public static Partitions of(int count, SequenceKey key) {
        return new Partitions(count, key);
    }

    /**
     * Returns the number of the partition that an event is in, from 1: the CRC-32C of its key in
     * UTF-8, modulo the count, and one more. That stays so, for places are kept by it.
     */
    public int numberOf(Notification event) {
        return count == 1 ? 1 : (int) (hash(key.of(event)) % count) + 1;
    }

    /**
     * Returns the name of a partition: that of the whole with number and count, as {@code
     * DogSchool#3/8}, or of an undivided one without.
     *
     * @param name the upstream's or the follower's
     * @throws IllegalArgumentException if there is no partition of that number
     */
    public String name(String name, int number) {
        if (number < 1 || number > count) {
            throw new IllegalArgumentException(
                    "There is no partition %d of %d: the first is 1.".formatted(number, count));
        }
        return count == 1 ? name : "%s#%d/%d".formatted(name, number, count);
    }

    /** Returns the names of all partitions, in their order. */
    public List<String> names(String name) {
        return IntStream.rangeClosed(1, count).mapToObj(number -> name(name, number)).toList();
    }

    static long hash(String text) {
        var crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
