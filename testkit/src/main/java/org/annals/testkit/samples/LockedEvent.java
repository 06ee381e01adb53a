package org.annals.testkit.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of a type of events that the lock of the schema has, and no log may be without. */
record LockedEvent(String type, int version) {
    private static final Pattern BLOCK =
            Pattern.compile("(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)) ([1-9]\\d{0,8})");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(?:u([0-9a-f]{4})|(.))");
    private static final String RETIRED = "    retired";

    /**
     * Returns those of a lock that are not retired.
     *
     * @throws IllegalArgumentException if the file is no lock; the message says where
     */
    static List<LockedEvent> of(Path lock) throws IOException {
        List<LockedEvent> all = new ArrayList<>();
        boolean isRetired = false;
        int number = 0;
        for (String each : Files.readAllLines(lock)) {
            number++;
            // As the compiler reads it: without a mark of the order of bytes, and without ends.
            String line = (number == 1 ? each.replaceFirst("^\ufeff", "") : each).stripTrailing();
            if (line.equals(RETIRED) && !all.isEmpty()) {
                // A merge may have said it twice, and the block before is none of it.
                if (!isRetired) {
                    all.removeLast();
                }
                isRetired = true;
            } else if (!line.isBlank() && !line.startsWith(" ") && !line.startsWith("#")) {
                Matcher block = BLOCK.matcher(line);
                if (!block.matches()) {
                    throw new IllegalArgumentException("line %d begins no block".formatted(number));
                }
                isRetired = false;
                all.add(new LockedEvent(name(block), Integer.parseInt(block.group(3))));
            }
        }
        return all;
    }

    private static String name(Matcher block) {
        String quoted = block.group(1);
        return quoted == null
                ? block.group(2)
                : ESCAPED.matcher(quoted)
                        .replaceAll(
                                each ->
                                        Matcher.quoteReplacement(
                                                each.group(1) == null
                                                        ? each.group(2)
                                                        : String.valueOf(
                                                                (char)
                                                                        HexFormat.fromHexDigits(
                                                                                each.group(1)))));
    }
}
