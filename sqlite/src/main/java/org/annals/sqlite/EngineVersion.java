package org.annals.sqlite;

import org.annals.settings.ConfigurationException;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Which SQLite engines may keep a log. */
final class EngineVersion {
    /** Earlier ones could corrupt a file when its write-ahead log was reset. */
    private static final int[] OLDEST = {3, 51, 3};

    private static final Pattern DOT = Pattern.compile("\\.");

    private EngineVersion() {}

    static void require(String version) {
        int[] numbers = DOT.splitAsStream(version).mapToInt(Integer::parseInt).toArray();
        if (Arrays.compare(numbers, OLDEST) < 0) {
            throw new ConfigurationException(
                    "SQLite %s is too old: engines before 3.51.3 could damage a log. Use a newer org.xerial:sqlite-jdbc."
                            .formatted(version));
        }
    }
}
