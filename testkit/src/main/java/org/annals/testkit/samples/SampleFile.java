package org.annals.testkit.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file with a sample: {@code Dog.Registered-1.json} for version 1 of {@code
 * Dog.Registered}, {@code Dog.Registered-1.2.json} for a second sample of it. Immutable.
 */
record SampleFile(String type, int version, int number) {
    private static final Pattern NAME =
            Pattern.compile("(.+)-([1-9]\\d{0,8})(?:\\.([1-9]\\d{0,8}))?\\.\\w+");

    /** Returns what the name of a file says, if it says that. */
    static Optional<SampleFile> parse(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String number = parts.group(3);
        return Optional.of(
                new SampleFile(
                        URLDecoder.decode(parts.group(1), UTF_8),
                        Integer.parseInt(parts.group(2)),
                        number == null ? 1 : Integer.parseInt(number)));
    }

    /** Returns the name of a file with what a transcoder made. */
    String nameOf(byte[] encoded) {
        boolean isJson = encoded.length > 0 && encoded[0] == '{';
        return name() + (isJson ? ".json" : ".bin");
    }

    /** Returns the name without what is behind the last dot. */
    String name() {
        // A star is not allowed in all file systems.
        String safe = URLEncoder.encode(type, UTF_8).replace("*", "%2A");
        return "%s-%d%s".formatted(safe, version, number == 1 ? "" : "." + number);
    }
}
