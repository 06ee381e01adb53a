package org.annals.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.annals.processor.Compiled;
import org.annals.processor.EventSourcedProcessor;
import org.annals.processor.index.EventIndexProcessor;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.tools.Diagnostic;

/** A folder with sources as users have them, compiled with the lock. */
final class Project {
    private final Path folder;
    private @Nullable Compiled last;

    Project(Path folder) {
        this.folder = folder;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Writes a source file of {@code src/main/java}. */
    Project source(String name, String text) {
        return write("src/main/java/" + name, text);
    }

    /** Writes any file. */
    Project write(String name, String text) {
        try {
            Files.createDirectories(file(name).getParent());
            Files.writeString(file(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a source file, and what was compiled before. */
    Project delete(String name) {
        try {
            Files.delete(file("src/main/java/" + name));
            return clean();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Project clean() {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> compiled =
                    all.filter(each -> each.startsWith(file("target")))
                            .sorted(Comparator.reverseOrder())
                            .toList();
            for (Path each : compiled) {
                Files.delete(each);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String lock() {
        try {
            return Files.readString(file("src/main/events.lock"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the lock without its first lines, which say what it is. */
    String blocks() {
        return lock().replaceAll("(?m)^#.*\n\n?", "");
    }

    Project lock(String text) {
        return write("src/main/events.lock", text);
    }

    Compiled compile(String... options) {
        return compileOf("src", Map.of(), options);
    }

    /** Compiles what is below a folder. */
    Compiled compileOf(String sources, Map<String, String> environment, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-Xlint:-processing");
        return Compiled.of(
                file(sources),
                file("target"),
                new EventsLockProcessor(environment),
                all.toArray(String[]::new));
    }

    /** Compiles with whatever else there is at compile time. */
    Compiled compileWithAll(Map<String, String> environment) {
        return Compiled.of(
                file("src"),
                file("target"),
                List.of(
                        new EventSourcedProcessor(),
                        new EventIndexProcessor(),
                        new EventsLockProcessor(environment)));
    }

    /** Compiles as the command does, and returns this project. */
    Project update() {
        Compiled compiled = compileOf("src", Map.of("ANNALS_LOCK", "update"));
        assertThat(compiled.diagnostics())
                .allSatisfy(each -> assertThat(each.getKind()).isEqualTo(Diagnostic.Kind.NOTE));
        assertThat(compiled.passed()).isTrue();
        last = compiled;
        return this;
    }

    /** Returns a loader of what was compiled last. */
    URLClassLoader loader() {
        return requireNonNull(last, "compiled").loader();
    }

    /** Compiles as the command does where it cannot, and returns what it says. */
    String updateErrors() {
        return unindented(compileOf("src", Map.of("ANNALS_LOCK", "update")));
    }

    /** Compiles, which must say that events differ from the lock, and returns what it says. */
    String errors() {
        return unindented(compile());
    }

    /** Returns the errors without the indentation that the compiler gives to all lines but one. */
    static String unindented(Compiled compiled) {
        return compiled.errors().replaceAll("(?m)^  ", "");
    }

    void passes() {
        last = compile().requirePassed();
    }
}
