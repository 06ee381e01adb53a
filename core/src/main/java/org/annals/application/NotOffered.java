package org.annals.application;

import org.annals.settings.ConfigurationException;
import org.annals.settings.NamedSettings;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What settings can ask of this family of libraries and this release cannot do. It is refused, for
 * events would be kept or read otherwise than asked; a value that asks for nothing is not.
 */
final class NotOffered {
    private static final int INFLATE_MAX_BYTES = 4 << 20;
    private static final List<String> POLICIES = List.of("fail", "opaque");

    private NotOffered() {}

    /**
     * @throws ConfigurationException naming all that is asked
     */
    static void refuse(NamedSettings settings) {
        Stream<String> values =
                Stream.of(
                                "AGGREGATE_CACHE_MAXSIZE",
                                "CIPHER",
                                "CIPHER_KEY",
                                "CIPHER_OLD_KEYS",
                                "COMPRESSOR")
                        .filter(key -> settings.find(key).isPresent());
        Stream<String> switchedOn =
                Stream.of(
                                "AGGREGATE_CACHE_FASTFORWARD_SKIPPING",
                                "CIPHER_REQUIRED",
                                "IS_SNAPSHOTTING_ENABLED")
                        .filter(key -> settings.flag(key, false));
        Stream<String> switchedOff =
                Stream.of("AGGREGATE_CACHE_FASTFORWARD").filter(key -> !settings.flag(key, true));
        Stream<String> numbers =
                Stream.of("INFLATE_MAX_BYTES")
                        .filter(
                                key ->
                                        settings.number(key, INFLATE_MAX_BYTES, 1, 1 << 30)
                                                != INFLATE_MAX_BYTES);
        Stream<String> words =
                Stream.of("NEWER_EVENTS")
                        .filter(key -> settings.word(key, "fail", POLICIES).equals("opaque"));
        List<String> asked =
                Stream.of(values, switchedOn, switchedOff, numbers, words)
                        .flatMap(Function.identity())
                        .toList();
        if (!asked.isEmpty()) {
            throw new ConfigurationException(
                    "%s cannot be honoured by this release, and is not ignored: events would be kept or read otherwise than asked. Remove it."
                            .formatted(String.join(", ", asked)));
        }
    }
}
