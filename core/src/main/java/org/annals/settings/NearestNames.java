package org.annals.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what was probably meant by a name that is not known. */
public final class NearestNames {
    private static final int SHOWN = 3;

    private NearestNames() {}

    /**
     * Returns at most three of the known names that differ from the given one in case only or in a
     * few letters (at most one in three), the nearest first.
     */
    public static List<String> to(String given, Collection<String> known) {
        int most = Math.max(1, given.length() / 3);
        String lower = given.toLowerCase(Locale.ROOT);
        return known.stream()
                .map(name -> new Candidate(name, distance(lower, name.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance <= most)
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .limit(SHOWN)
                .map(Candidate::name)
                .toList();
    }

    /** The number of letters to insert, remove or replace (Levenshtein, 1965). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    private record Candidate(String name, int distance) {}
}
