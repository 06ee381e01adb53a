package org.annals.examples.cli;

import org.annals.compression.Compressor;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Recorder;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** What some events of a log say, of all its times, and of which one in five is held out. */
final class EventSample {
    private static final int MOST_EVENTS = 2_500;
    // Of which training looks at four.
    private static final int MOST_BYTES = 5 << 20;
    private static final int LARGEST_EVENT = 32 << 10;
    private static final int HELD_OUT = 5;
    private static final double GOLDEN = 0.6180339887498949;

    private final Set<String> without;
    private final Function<Notification, byte[]> reader;
    private final List<byte[]> training = new ArrayList<>();
    private final List<byte[]> heldOut = new ArrayList<>();
    private final Map<String, Integer> types = new TreeMap<>();
    private int bytes;

    /**
     * @param without the stored names of types to leave out
     * @param reader tells what an event says
     */
    EventSample(Set<String> without, Function<Notification, byte[]> reader) {
        this.without = Set.copyOf(without);
        this.reader = reader;
    }

    /** Returns how many events of a log are looked at. */
    static long most(Recorder recorder) {
        return Math.min(MOST_EVENTS, recorder.head());
    }

    /** Reads it. Wherever it ends, it is spread evenly: no position is met twice. */
    void read(Recorder recorder, LongConsumer progress) {
        long head = recorder.head();
        long step = step(head);
        long position = 0;
        for (long i = 0; i < most(recorder) && bytes < MOST_BYTES; i++) {
            recorder.readLog(LogSelection.all().after(position).limit(1))
                    .notifications()
                    .forEach(this::add);
            position = (position + step) % head;
            progress.accept(1);
        }
    }

    // Steps without a common divisor with the head come to every position once. Those near its
    // golden section fall into the largest gap that the former ones have left.
    private static long step(long head) {
        long step = Math.max(1, Math.round(head * GOLDEN));
        while (!BigInteger.valueOf(step).gcd(BigInteger.valueOf(head)).equals(BigInteger.ONE)) {
            step++;
        }
        return step;
    }

    private void add(Notification each) {
        String type = each.storedEvent().type();
        if (without.contains(type)) {
            return;
        }
        byte[] encoded = reader.apply(each);
        if (encoded.length > LARGEST_EVENT) {
            return;
        }
        bytes += encoded.length;
        int number = training.size() + heldOut.size() + 1;
        (number % HELD_OUT == 0 ? heldOut : training).add(encoded);
        types.merge(type, 1, Integer::sum);
    }

    /** Returns what a dictionary may be trained from. */
    List<byte[]> training() {
        return training;
    }

    /** Returns what it may be tried on. */
    List<byte[]> heldOut() {
        return heldOut;
    }

    /** Returns how many events of each type there are, held out or not. */
    Map<String, Integer> types() {
        return types;
    }

    /** Returns by how many percent a compressor makes smaller what was held out. */
    double saved(Compressor compressor) {
        long before = 0;
        long after = 0;
        for (byte[] each : heldOut) {
            before += each.length;
            after += Math.min(each.length, compressor.compress(each).length);
        }
        return before == 0 ? 0 : 100.0 * (before - after) / before;
    }
}
