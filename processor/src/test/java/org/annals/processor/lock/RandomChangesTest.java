package org.annals.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.jackson.JsonTranscoder;
import org.annals.processor.Compiled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * That whatever the lock takes, one release after another, all that any of them has stored is read
 * by the last.
 */
final class RandomChangesTest {
    private static final int EVENTS = 150;
    private static final int RELEASES = 5;
    private static final Pattern REFUSED =
            Pattern.compile(
                    "Event 'Shop\\.(E\\d+)', version 1, is no longer as in \\S+ line \\d+, and");

    private static final Map<String, List<String>> SAMPLES = new LinkedHashMap<>();

    static {
        SAMPLES.put("int", List.of("-1", "2147483647"));
        SAMPLES.put("long", List.of("0L", "Long.MIN_VALUE"));
        SAMPLES.put("short", List.of("(short) -3"));
        SAMPLES.put("Integer", List.of("5", "-2147483648"));
        SAMPLES.put("Long", List.of("Long.MAX_VALUE"));
        SAMPLES.put("float", List.of("0.1f", "Float.NaN"));
        SAMPLES.put("double", List.of("1e-300", "-1.0", "Double.NEGATIVE_INFINITY"));
        SAMPLES.put("BigInteger", List.of("BigInteger.TWO.pow(90)"));
        SAMPLES.put("BigDecimal", List.of("new BigDecimal(\"1.10\")"));
        SAMPLES.put("boolean", List.of("true"));
        SAMPLES.put("Boolean", List.of("false"));
        SAMPLES.put("String", List.of("\"\"", "\"x\""));
        SAMPLES.put("@Nullable String", List.of("null", "\"y\""));
        SAMPLES.put("@Nullable Long", List.of("null", "9L"));
        SAMPLES.put("Optional<String>", List.of("Optional.empty()", "Optional.of(\"z\")"));
        SAMPLES.put("Optional<Integer>", List.of("Optional.empty()", "Optional.of(1)"));
        SAMPLES.put("Optional<Long>", List.of("Optional.of(Long.MAX_VALUE)"));
        SAMPLES.put("OptionalInt", List.of("OptionalInt.empty()", "OptionalInt.of(8)"));
        SAMPLES.put("OptionalLong", List.of("OptionalLong.of(Long.MAX_VALUE)"));
        SAMPLES.put("List<Integer>", List.of("List.of(1, 1)", "List.of()"));
        SAMPLES.put("List<Long>", List.of("List.of(Long.MAX_VALUE)"));
        SAMPLES.put("Set<String>", List.of("Set.of(\"x\")"));
        SAMPLES.put("List<String>", List.of("List.of(\"x\", \"x\")"));
        SAMPLES.put("UUID", List.of("new UUID(1, 2)"));
        SAMPLES.put("Small", List.of("Small.RED"));
        SAMPLES.put("Large", List.of("Large.GREEN", "Large.RED"));
        SAMPLES.put("Map<Small, Integer>", List.of("Map.of(Small.RED, 1)"));
        SAMPLES.put("Map<Large, Long>", List.of("Map.of(Large.GREEN, 1L)"));
        SAMPLES.put("Narrow", List.of("new Narrow(1)"));
        SAMPLES.put("Wide", List.of("new Wide(1L << 40, Optional.of(\"w\"))"));
        SAMPLES.put("List<Narrow>", List.of("List.of(new Narrow(1), new Narrow(2))"));
        SAMPLES.put("List<Wide>", List.of("List.of(new Wide(1, Optional.empty()))"));
        SAMPLES.put("byte[]", List.of("new byte[] {1}"));
        SAMPLES.put("Few", List.of("new Few.One(1)"));
        SAMPLES.put("Many", List.of("new Many.Two(\"x\")", "new Many.One(1L << 40)"));
    }

    private static final List<String> TYPES = List.copyOf(SAMPLES.keySet());

    private static final String SHOP =
            """
            package shop;

            import java.math.*;
            import java.util.*;
            import org.annals.domain.*;
            import org.jspecify.annotations.Nullable;

            public final class Shop extends Aggregate<Shop.Event> {
                public sealed interface Event {}
                public enum Small { RED }
                public enum Large { RED, GREEN }
                public record Narrow(int width) {}
                public record Wide(long width, Optional<String> note) {}
                public sealed interface Few { record One(int a) implements Few {} }
                public sealed interface Many {
                    record One(long a) implements Many {}
                    record Two(String b) implements Many {}
                }
                EVENTS
                public static void samples(List<Event> all) { WRITTEN }
                @Override protected void apply(Event event) {}
            }
            """;

    private final Random random;
    private final long seed;

    RandomChangesTest() {
        this.seed = Long.getLong("annals.seed", new Random().nextLong());
        this.random = new Random(seed);
    }

    @TempDir private Path folder;

    @Test
    void allThatWasEverStoredIsReadByTheLastRelease() throws Exception {
        System.out.println("RandomChangesTest: annals.seed=" + seed);
        var project = new Project(folder);
        Map<String, Map<String, String>> events = new TreeMap<>();
        for (int i = 0; i < EVENTS; i++) {
            events.put("E" + i, components());
        }
        project.source("shop/Shop.java", source(events)).update();
        Map<String, List<byte[]>> stored = new TreeMap<>();
        write(project, stored);
        int taken = 0;
        for (int release = 1; release < RELEASES; release++) {
            Map<String, Map<String, String>> changed = new TreeMap<>();
            events.forEach((name, components) -> changed.put(name, changed(components)));
            Set<String> refused = refused(project.source("shop/Shop.java", source(changed)));
            for (var each : changed.entrySet()) {
                if (!refused.contains(each.getKey())
                        && !each.getValue().equals(events.put(each.getKey(), each.getValue()))) {
                    taken++;
                }
            }
            project.source("shop/Shop.java", source(events)).update();
            write(project, stored);
        }

        assertThat(taken).as("changes that were taken, seed %d", seed).isGreaterThan(EVENTS / 10);
        read(project, stored);
    }

    private Map<String, String> components() {
        Map<String, String> components = new LinkedHashMap<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            components.put("c" + i, type());
        }
        return components;
    }

    private String type() {
        return TYPES.get(random.nextInt(TYPES.size()));
    }

    private Map<String, String> changed(Map<String, String> components) {
        List<String> names = new ArrayList<>(components.keySet());
        Map<String, String> changed = new LinkedHashMap<>(components);
        String one = names.get(random.nextInt(names.size()));
        switch (random.nextInt(8)) {
            case 0 -> changed.put("d" + random.nextInt(4), type());
            case 3 -> changed.put("d" + random.nextInt(4), "Optional<String>");
            case 1 -> {
                Collections.shuffle(names, random);
                changed.clear();
                names.forEach(name -> changed.put(name, components.get(name)));
            }
            case 2 -> {
                if (names.size() > 1) {
                    changed.remove(one);
                }
            }
            default -> changed.put(one, type());
        }
        return changed;
    }

    private String source(Map<String, Map<String, String>> events) {
        var records = new StringBuilder();
        var samples = new StringBuilder();
        events.forEach(
                (name, components) -> {
                    List<String> declared = new ArrayList<>();
                    components.forEach((each, type) -> declared.add(type + " " + each));
                    records.append(
                            "    public record %s(%s) implements Event {}%n"
                                    .formatted(name, String.join(", ", declared)));
                    for (int i = 0; i < 3; i++) {
                        List<String> values = new ArrayList<>();
                        for (String type : components.values()) {
                            List<String> some = SAMPLES.getOrDefault(type, List.of());
                            values.add(some.get(random.nextInt(some.size())));
                        }
                        samples.append(
                                "all.add(new %s(%s));%n"
                                        .formatted(name, String.join(", ", values)));
                    }
                });
        return SHOP.replace("EVENTS", records).replace("WRITTEN", samples);
    }

    private static void write(Project project, Map<String, List<byte[]>> stored) throws Exception {
        try (URLClassLoader loader = project.loader()) {
            List<Object> samples = new ArrayList<>();
            loader.loadClass("shop.Shop").getMethod("samples", List.class).invoke(null, samples);
            for (Object each : samples) {
                stored.computeIfAbsent(each.getClass().getName(), name -> new ArrayList<>())
                        .add(JsonTranscoder.create().encode(each));
            }
        }
    }

    private static Set<String> refused(Project project) {
        // The compiler tells a hundred errors, unless it is asked for more.
        Compiled compiled = project.compile("-Xmaxerrs", "10000");
        Set<String> refused = new HashSet<>();
        if (!compiled.passed()) {
            REFUSED.matcher(compiled.errors())
                    .results()
                    .forEach(each -> refused.add(each.group(1)));
        }
        return refused;
    }

    private void read(Project project, Map<String, List<byte[]>> stored) throws Exception {
        var transcoder = JsonTranscoder.create();
        List<String> unread = new ArrayList<>();
        try (URLClassLoader loader = project.loader()) {
            for (var each : stored.entrySet()) {
                Class<?> type = loader.loadClass(each.getKey());
                for (byte[] json : each.getValue()) {
                    try {
                        transcoder.decode(json, type);
                    } catch (RuntimeException e) {
                        unread.add(new String(json, UTF_8) + ": " + e.getMessage());
                    }
                }
            }
        }
        assertThat(unread).as("seed %d", seed).isEmpty();
    }
}
