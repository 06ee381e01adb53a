package org.annals.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Real sources compiled by the real compiler with some processors, and what came of it.
 *
 * @param classes the folder of class files
 * @param generated the folder of generated sources
 * @param diagnostics what the compiler has said
 * @param passed whether it has compiled
 */
public record Compiled(
        Path classes,
        Path generated,
        List<Diagnostic<? extends JavaFileObject>> diagnostics,
        boolean passed) {

    /**
     * Compiles all Java files below a folder, with every warning on, into {@code classes} and
     * {@code generated} below another.
     */
    public static Compiled of(Path sources, Path target, Processor processor, String... options) {
        return of(sources, target, List.of(processor), options);
    }

    /** Compiles in the same way, with several processors. */
    public static Compiled of(
            Path sources, Path target, List<Processor> processors, String... options) {
        try {
            Path classes = Files.createDirectories(target.resolve("classes"));
            Path generated = Files.createDirectories(target.resolve("generated"));
            List<String> all = new ArrayList<>(List.of("-d", classes.toString()));
            all.addAll(List.of("-s", generated.toString(), "-parameters", "--release", "21"));
            all.addAll(
                    List.of(
                            "-Xlint:all,-missing-explicit-ctor,-processing,-this-escape",
                            "-Werror"));
            all.addAll(List.of(options));
            List<Path> files;
            try (Stream<Path> walk = Files.walk(sources)) {
                files = walk.filter(each -> each.toString().endsWith(".java")).sorted().toList();
            }
            var compiler = ToolProvider.getSystemJavaCompiler();
            var heard = new DiagnosticCollector<JavaFileObject>();
            try (var manager = compiler.getStandardFileManager(heard, Locale.ROOT, null)) {
                var units = manager.getJavaFileObjectsFromPaths(files);
                var task = compiler.getTask(null, manager, heard, all, null, units);
                task.setProcessors(processors);
                boolean passed = task.call();
                return new Compiled(classes, generated, heard.getDiagnostics(), passed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compiles one file, of this text and this name below a folder of sources. */
    public static Compiled of(Path folder, String file, String text) {
        return of(write(folder, file, text), folder.resolve("target"), new EventSourcedProcessor());
    }

    /** Writes a source file below a folder and returns the folder of sources. */
    public static Path write(Path folder, String file, String text) {
        Path sources = folder.resolve("sources");
        try {
            Path written = sources.resolve(file);
            Files.createDirectories(written.getParent());
            Files.writeString(written, text);
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the text of a source file that was generated. */
    public String generated(String file) {
        try {
            return Files.readString(generated.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what was compiled, which must have passed without a warning. */
    public Compiled requirePassed() {
        assertThat(diagnostics).isEmpty();
        assertThat(passed).isTrue();
        return this;
    }

    /** Returns the text of all errors, which there must be. */
    public String errors() {
        assertThat(passed).as("compiled").isFalse();
        return diagnostics.stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(each -> each.getLineNumber() + ": " + each.getMessage(Locale.ROOT))
                .reduce("", (all, one) -> all + one + "\n");
    }

    /** Returns a loader of the classes, below that of the tests. */
    public URLClassLoader loader() {
        try {
            return new URLClassLoader(
                    new URL[] {classes.toUri().toURL()}, Compiled.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
