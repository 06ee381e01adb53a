package org.annals.examples.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.settings.Settings;
import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;

/** One run of the program, and what it wrote. */
record Run(int exitCode, String out, String err) {
    static Run in(Path folder, String... args) {
        return in(folder, null, args);
    }

    static Run in(Path folder, @Nullable Path checkout, String... args) {
        return in(folder, checkout, Settings.environment(), new StringWriter(), args);
    }

    /** Runs the program with settings in place of those of the environment. */
    static Run with(Settings settings, Path folder, String... args) {
        return in(folder, null, settings, new StringWriter(), args);
    }

    /** Runs the program with an output of its own, which may fail. */
    static Run in(Path folder, @Nullable Path checkout, Writer out, String... args) {
        return in(folder, checkout, Settings.environment(), out, args);
    }

    private static Run in(
            Path folder, @Nullable Path checkout, Settings settings, Writer out, String... args) {
        var err = new StringWriter();
        var place =
                new Place(
                        folder,
                        checkout,
                        settings,
                        0,
                        new Terminal(new PrintWriter(out, true), UTF_8),
                        new Terminal(new PrintWriter(err, true), UTF_8));
        int exitCode = Annals.run(place, args);
        return new Run(exitCode, out.toString(), err.toString());
    }
}
