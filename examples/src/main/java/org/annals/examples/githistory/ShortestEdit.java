package org.annals.examples.githistory;

import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.util.RawParseUtils;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How few lines must be added and removed to make one text of another: what {@code git diff
 * --minimal} counts. Finding that out may take the square of the lines, so it is given up after a
 * number of steps; from then on lines that only moved do not count.
 */
final class ShortestEdit {
    // Less than a second. Some ten thousand lines may have moved until so many steps are needed.
    private static final int MOST_STEPS = 1 << 26;

    private ShortestEdit() {}

    static Lines between(RawText before, RawText after) {
        return between(before, after, MOST_STEPS);
    }

    static Lines between(RawText before, RawText after, int mostSteps) {
        Map<ByteBuffer, Integer> numbers = new HashMap<>();
        int[] a = numbered(before, numbers);
        int[] b = numbered(after, numbers);
        int start = commonStart(a, b);
        int end = commonEnd(a, b, start);
        a = Arrays.copyOfRange(a, start, a.length - end);
        b = Arrays.copyOfRange(b, start, b.length - end);
        int[] inA = counted(a, numbers.size());
        int[] inB = counted(b, numbers.size());
        // Lines of one side alone are no part of anything common.
        int[] ofBothInA = Arrays.stream(a).filter(line -> inB[line] > 0).toArray();
        int[] ofBothInB = Arrays.stream(b).filter(line -> inA[line] > 0).toArray();
        int common =
                longestCommon(ofBothInA, ofBothInB, mostSteps)
                        .orElseGet(() -> commonInAnyOrder(inA, inB));
        return Lines.ofText(b.length - common, a.length - common);
    }

    /** Returns a number for each line: the same for the same bytes, line feed included. */
    private static int[] numbered(RawText text, Map<ByteBuffer, Integer> numbers) {
        byte[] content = text.getRawContent();
        int[] lines = new int[text.size()];
        int start = 0;
        for (int i = 0; i < lines.length; i++) {
            int end = RawParseUtils.nextLF(content, start);
            var line = ByteBuffer.wrap(content, start, end - start);
            lines[i] = numbers.computeIfAbsent(line, added -> numbers.size());
            start = end;
        }
        return lines;
    }

    private static int commonStart(int[] a, int[] b) {
        int mismatch = Arrays.mismatch(a, b);
        return mismatch < 0 ? a.length : mismatch;
    }

    private static int commonEnd(int[] a, int[] b, int start) {
        int most = Math.min(a.length, b.length) - start;
        int end = 0;
        while (end < most && a[a.length - 1 - end] == b[b.length - 1 - end]) {
            end++;
        }
        return end;
    }

    private static int[] counted(int[] lines, int numbers) {
        int[] counts = new int[numbers];
        for (int line : lines) {
            counts[line]++;
        }
        return counts;
    }

    private static int commonInAnyOrder(int[] inA, int[] inB) {
        int common = 0;
        for (int line = 0; line < inA.length; line++) {
            common += Math.min(inA[line], inB[line]);
        }
        return common;
    }

    /**
     * Returns the length of the longest common subsequence, or nothing after too many steps. This
     * is the greedy algorithm of Myers: after d edits, {@code reached} has for each diagonal x - y
     * the largest x that they can lead to.
     */
    private static OptionalInt longestCommon(int[] a, int[] b, int mostSteps) {
        int zero = b.length + 1;
        int[] reached = new int[a.length + b.length + 3];
        Arrays.fill(reached, -1);
        reached[zero + 1] = 0;
        int steps = 0;
        for (int d = 0; ; d++) {
            int lowest = d <= b.length ? -d : d - 2 * b.length;
            int highest = d <= a.length ? d : 2 * a.length - d;
            for (int k = lowest; k <= highest; k += 2) {
                int down = reached[zero + k + 1];
                int right = reached[zero + k - 1] + 1;
                int x = k == -d || (k != d && right <= down) ? down : right;
                int begin = x;
                while (x < a.length && x - k < b.length && a[x] == b[x - k]) {
                    x++;
                }
                reached[zero + k] = x;
                if (x >= a.length && x - k >= b.length) {
                    return OptionalInt.of((a.length + b.length - d) / 2);
                }
                steps += x - begin + 1;
                if (steps > mostSteps) {
                    return OptionalInt.empty();
                }
            }
        }
    }
}
