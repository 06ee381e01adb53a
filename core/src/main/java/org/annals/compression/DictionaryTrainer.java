package org.annals.compression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses what goes into a dictionary: the segments of the samples that cover the most grams, where
 * a gram is six bytes in a row and worth the number of samples that have it, once.
 *
 * <p>The samples are divided into as many epochs as there is room for segments. Round by round,
 * each epoch gives its best segment, whose grams are worth nothing from then on. The segments of
 * the greatest worth stand at the end, where deflate's distances are short.
 */
final class DictionaryTrainer {
    /** The length of a gram. Deflate gains from three bytes on, but hardly before six. */
    private static final int GRAM = 6;

    private static final int SEGMENT = 64;
    private static final int FEWEST_SAMPLES = 20;
    private static final int LARGEST_TOTAL = 4 * 1024 * 1024;

    private final byte[] text;
    private final int[] grams;
    private final int[] worth;
    private final int[] inWindow;

    private final int least;

    /**
     * @param text all samples
     * @param grams which gram begins at each place of the text, if a common one
     * @param worth of each gram
     * @param least what a segment must be worth more than
     */
    private DictionaryTrainer(byte[] text, int[] grams, int[] worth, int least) {
        this.text = text;
        this.grams = grams;
        this.worth = worth;
        this.least = least;
        this.inWindow = new int[worth.length];
    }

    /** Part of the text. */
    private record Segment(int from, int to, long worth) {
        int length() {
            return to - from;
        }
    }

    static byte[] train(Iterable<byte[]> samples, int maxBytes) {
        if (maxBytes < SEGMENT || maxBytes > CompressionDictionary.MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A dictionary of at most %d bytes is impossible: give from %d to %d."
                            .formatted(maxBytes, SEGMENT, CompressionDictionary.MAX_LENGTH));
        }
        List<byte[]> read = new ArrayList<>();
        int total = 0;
        for (byte[] sample : samples) {
            if (sample.length > LARGEST_TOTAL - total) {
                break;
            }
            total += sample.length;
            read.add(sample.clone());
        }
        if (read.size() < FEWEST_SAMPLES) {
            throw new IllegalArgumentException(
                    "%d samples are too few to tell what is common: give at least %d, better a thousand."
                            .formatted(read.size(), FEWEST_SAMPLES));
        }
        byte[] dictionary = trainer(read, total).dictionary(maxBytes);
        if (dictionary.length == 0) {
            throw new IllegalArgumentException(
                    "%d samples have nothing in common, so a dictionary would not help. Compress without one."
                            .formatted(read.size()));
        }
        return dictionary;
    }

    /** Returns a trainer that knows for each place in the text which gram is there, if common. */
    private static DictionaryTrainer trainer(List<byte[]> samples, int total) {
        var table = new GramTable(total);
        int[] grams = new int[total];
        byte[] text = new byte[total];
        int at = 0;
        for (int number = 0; number < samples.size(); number++) {
            byte[] sample = samples.get(number);
            System.arraycopy(sample, 0, text, at, sample.length);
            Arrays.fill(grams, at, at + sample.length, GramTable.NONE);
            for (int i = 0; i + GRAM <= sample.length; i++) {
                grams[at + i] = table.count(gram(sample, i), number);
            }
            at += sample.length;
        }
        int[] worth = table.counts();
        int fewest = Math.max(5, samples.size() / 200);
        for (int i = 0; i < total; i++) {
            if (grams[i] != GramTable.NONE && worth[grams[i]] < fewest) {
                grams[i] = GramTable.NONE;
            }
        }
        // What many have may be short, and what few have must be long: less would not save what
        // it costs to go through it for each piece of data.
        return new DictionaryTrainer(text, grams, worth, samples.size() / 20);
    }

    private static long gram(byte[] sample, int at) {
        long gram = 0;
        for (int i = 0; i < GRAM; i++) {
            gram = (gram << 8) | Byte.toUnsignedInt(sample[at + i]);
        }
        return gram;
    }

    private byte[] dictionary(int maxBytes) {
        List<Segment> chosen = new ArrayList<>();
        int left = maxBytes;
        int epochs = Math.max(1, Math.min(maxBytes, text.length) / SEGMENT);
        boolean more = true;
        while (more && left >= GRAM) {
            more = false;
            for (int epoch = 0; epoch < epochs && left >= GRAM; epoch++) {
                int from = (int) ((long) text.length * epoch / epochs);
                int to = (int) ((long) text.length * (epoch + 1) / epochs);
                Segment best = best(from, to, Math.min(left, SEGMENT) - GRAM + 1);
                if (best.worth() > least) {
                    take(best);
                    chosen.add(best);
                    left -= best.length();
                    more = true;
                }
            }
        }
        chosen.sort(Comparator.comparingLong(Segment::worth));
        return joined(chosen, maxBytes - left);
    }

    /** Returns the most worthy window of common grams in an epoch, cut to what is not taken yet. */
    private Segment best(int from, int to, int width) {
        Segment best = new Segment(from, from, 0);
        int begin = from;
        long sum = 0;
        for (int end = from; end < to; end++) {
            if (grams[end] == GramTable.NONE) {
                leave(begin, end);
                sum = 0;
                begin = end + 1;
                continue;
            }
            if (end - begin == width) {
                sum -= left(begin++);
            }
            sum += entered(end);
            if (sum > best.worth()) {
                best = new Segment(begin, end + GRAM, sum);
            }
        }
        leave(begin, to);
        return best.worth() == 0 ? best : trimmed(best);
    }

    private Segment trimmed(Segment segment) {
        int from = segment.from();
        while (worth[grams[from]] == 0) {
            from++;
        }
        int last = segment.to() - GRAM;
        while (worth[grams[last]] == 0) {
            last--;
        }
        return new Segment(from, last + GRAM, segment.worth());
    }

    private long entered(int at) {
        return inWindow[grams[at]]++ == 0 ? worth[grams[at]] : 0;
    }

    private long left(int at) {
        return --inWindow[grams[at]] == 0 ? worth[grams[at]] : 0;
    }

    private void leave(int begin, int end) {
        for (int i = begin; i < end; i++) {
            inWindow[grams[i]]--;
        }
    }

    private void take(Segment segment) {
        for (int i = segment.from(); i + GRAM <= segment.to(); i++) {
            worth[grams[i]] = 0;
        }
    }

    private byte[] joined(List<Segment> segments, int length) {
        byte[] joined = new byte[length];
        int at = 0;
        for (Segment each : segments) {
            System.arraycopy(text, each.from(), joined, at, each.length());
            at += each.length();
        }
        return joined;
    }
}
