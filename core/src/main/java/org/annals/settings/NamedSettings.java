package org.annals.settings;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The settings of one application: {@link Settings} under its name.
 *
 * <p>Every method that reads a key throws {@link ConfigurationException} if the value is not what
 * is expected; its message has the key, the expectation and, unless the key is that of a secret,
 * the value. May be shared between threads.
 */
public final class NamedSettings {
    private static final String HIDDEN = "***";

    private final String applicationName;
    private final String prefix;
    private final Map<String, Map<String, String>> places = new LinkedHashMap<>();
    private final Map<Class<?>, Object> components;
    private final Map<String, String> effective = new ConcurrentHashMap<>();

    NamedSettings(
            String applicationName,
            Map<String, String> given,
            Map<String, String> environment,
            Map<String, String> defaults,
            Map<Class<?>, Object> components) {
        this.applicationName = requireNonNull(applicationName, "applicationName");
        this.prefix = prefixOf(applicationName);
        this.places.put("constructor", given);
        this.places.put("environment", environment);
        this.places.put("default of the class", defaults);
        this.components = components;
    }

    /** Returns the application's name, exactly as given. */
    public String applicationName() {
        return applicationName;
    }

    /** Returns the value of a key, or empty if it is absent everywhere or empty. */
    public Optional<String> find(String key) {
        Optional<String> value = lookUp(key).filter(found -> !found.isEmpty());
        effective.put(key, value.map(text -> isSecret(key) ? HIDDEN : text).orElse(""));
        return value;
    }

    private Optional<String> lookUp(String key) {
        return places.values().stream()
                .flatMap(place -> Stream.of(prefix + key, key).map(place::get))
                .filter(value -> value != null)
                .findFirst();
    }

    /** Returns the value of a key, or the default. */
    public String text(String key, String otherwise) {
        String value = find(key).orElse(otherwise);
        effective.put(key, isSecret(key) ? HIDDEN : value);
        return value;
    }

    /** Returns the value of a key that must be there. */
    public String required(String key) {
        return required(List.of(key)).getFirst();
    }

    /** Returns the values of keys that must all be there; the message names all that are not. */
    public List<String> required(List<String> keys) {
        List<String> missing = keys.stream().filter(key -> find(key).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new ConfigurationException(
                    "%s has no value for %s. Give %s to the constructor or set it in the environment, with or without %s before it."
                            .formatted(
                                    applicationName,
                                    String.join(", ", missing),
                                    missing.size() == 1 ? "it" : "them",
                                    prefix));
        }
        return keys.stream().map(key -> find(key).orElseThrow()).toList();
    }

    /** Returns the whole number of a key, between two bounds, both included. */
    public long number(String key, long otherwise, long min, long max) {
        Optional<String> value = find(key);
        if (value.isEmpty()) {
            effective.put(key, Long.toString(otherwise));
            return otherwise;
        }
        String expected =
                max == Long.MAX_VALUE
                        ? "a whole number of at least " + min
                        : "a whole number from %d to %d".formatted(min, max);
        try {
            long number = Long.parseLong(value.get().strip());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(key, value.get(), expected);
        }
        throw wrong(key, value.get(), expected);
    }

    /** Returns the whole number of a key, between two bounds, both included. */
    public int number(String key, int otherwise, int min, int max) {
        return Math.toIntExact(number(key, (long) otherwise, min, max));
    }

    /** Returns the truth value of a key: y, yes, t, true, on, 1, or n, no, f, false, off, 0. */
    public boolean flag(String key, boolean otherwise) {
        String value = text(key, otherwise ? "y" : "n");
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "y", "yes", "t", "true", "on", "1" -> true;
            case "n", "no", "f", "false", "off", "0" -> false;
            default ->
                    throw wrong(
                            key, value, "one of y, yes, t, true, on, 1, n, no, f, false, off, 0");
        };
    }

    /** Returns the duration of a key: seconds, with decimals, or with a unit: 250ms, 5s, 2m, 1h. */
    public Duration duration(String key, Duration otherwise) {
        Optional<String> value = find(key);
        if (value.isEmpty()) {
            effective.put(key, otherwise.toMillis() + "ms");
            return otherwise;
        }
        return DurationText.parse(value.get())
                .orElseThrow(
                        () ->
                                wrong(
                                        key,
                                        value.get(),
                                        "seconds, or a number with one of the units ms, s, m, h, of whole nanoseconds and below 292 years"));
    }

    /** Returns one of several words, in any case. */
    public String word(String key, String otherwise, List<String> allowed) {
        String value = text(key, otherwise);
        String lower = value.strip().toLowerCase(Locale.ROOT);
        if (!allowed.contains(lower)) {
            throw wrong(key, value, "one of " + String.join(", ", allowed));
        }
        return lower;
    }

    /** Returns the component handed over for a role, if there is one. */
    public <T> Optional<T> component(Class<T> role) {
        return Optional.ofNullable(components.get(role)).map(role::cast);
    }

    /**
     * Returns the exception for a value that is not what is expected.
     *
     * @param expected what was expected, as in "a whole number from 1 to 5"
     */
    public ConfigurationException wrong(String key, String value, String expected) {
        String shown =
                isSecret(key) ? "its value is not shown, being a secret" : "was '" + value + "'";
        return new ConfigurationException(
                "%s of %s should be %s; %s.".formatted(key, applicationName, expected, shown));
    }

    /**
     * Returns every key that was read so far, in alphabetical order, with the value that is in
     * effect; secrets are hidden.
     */
    public Map<String, String> effective() {
        return new TreeMap<>(effective);
    }

    /**
     * Returns the keys under the application's own prefix that are not known but look like a known
     * one, each with the one that was probably meant.
     */
    public Map<String, String> misspelt(Iterable<String> knownKeys) {
        Map<String, String> found = new TreeMap<>();
        List<String> known = new ArrayList<>();
        knownKeys.forEach(known::add);
        for (Map<String, String> place : places.values()) {
            for (String key : place.keySet()) {
                if (key.startsWith(prefix) && !known.contains(key.substring(prefix.length()))) {
                    NearestNames.to(key.substring(prefix.length()), known).stream()
                            .findFirst()
                            .ifPresent(meant -> found.put(key, prefix + meant));
                }
            }
        }
        return found;
    }

    /** Returns the keys and where they are looked for, without any value. */
    @Override
    public String toString() {
        return "NamedSettings[%s, keys read: %s]"
                .formatted(applicationName, String.join(", ", effective().keySet()));
    }

    private static boolean isSecret(String key) {
        return Stream.of("KEY", "PASSWORD", "SECRET", "TOKEN", "URI").anyMatch(key::contains);
    }

    private static String prefixOf(String applicationName) {
        StringBuilder prefix = new StringBuilder();
        applicationName
                .toUpperCase(Locale.ROOT)
                .codePoints()
                .forEach(c -> prefix.appendCodePoint(Character.isLetterOrDigit(c) ? c : '_'));
        return prefix.append('_').toString();
    }
}
