package org.annals.examples.githistory;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.eclipse.jgit.diff.RawText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

/** Texts of lines of one character each. */
final class ShortestEditTest {
    private static final int PLENTY = 1_000_000;

    @ParameterizedTest
    @CsvSource({
        "'', '', 0, 0",
        "'', abc, 3, 0",
        "abc, '', 0, 3",
        "abc, abc, 0, 0",
        "abc, axc, 1, 1",
        "abc, xabc, 1, 0",
        "abc, abcx, 1, 0",
        "abcd, bcda, 1, 1",
        "aab, ab, 0, 1",
        "abab, baba, 1, 1",
        "abc, cba, 2, 2",
    })
    void addedAndRemovedLinesAreAsFewAsCanBe(String before, String after, int added, int removed) {
        assertThat(between(before, after, PLENTY)).isEqualTo(Lines.ofText(added, removed));
    }

    @Test
    void aMissingLineFeedAtTheEndIsADifference() {
        assertThat(ShortestEdit.between(text("a\nb"), text("a\nb\n"), PLENTY))
                .isEqualTo(Lines.ofText(1, 1));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whatItFindsIsWhatComparingEverythingFinds(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            String before = randomText(random);
            String after = randomText(random);
            int common = longestCommon(before, after);

            assertThat(between(before, after, PLENTY))
                    .as("%s to %s", before, after)
                    .isEqualTo(Lines.ofText(after.length() - common, before.length() - common));
        }
    }

    @Test
    void withTooMuchToCompareLinesThatMovedDoNotCount() {
        assertThat(between("abcdefgh", "hgfedcbax", 3)).isEqualTo(Lines.ofText(1, 0));
    }

    @Test
    void linesOfOneSideAloneNeedNoComparing() {
        assertThat(between("abcd", "efg", 0)).isEqualTo(Lines.ofText(3, 4));
    }

    private static Lines between(String before, String after, int mostSteps) {
        return ShortestEdit.between(lines(before), lines(after), mostSteps);
    }

    private static RawText lines(String characters) {
        return text(characters.replaceAll("(.)", "$1\n"));
    }

    private static RawText text(String text) {
        return new RawText(text.getBytes(UTF_8));
    }

    private static String randomText(Random random) {
        return random.ints(random.nextInt(20), 'a', 'b' + random.nextInt(5))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int longestCommon(String a, String b) {
        int[][] longest = new int[a.length() + 1][b.length() + 1];
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                longest[i][j] =
                        a.charAt(i - 1) == b.charAt(j - 1)
                                ? longest[i - 1][j - 1] + 1
                                : Math.max(longest[i - 1][j], longest[i][j - 1]);
            }
        }
        return longest[a.length()][b.length()];
    }
}
