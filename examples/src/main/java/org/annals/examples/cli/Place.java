package org.annals.examples.cli;

import org.annals.settings.Settings;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the program is at work. Immutable.
 *
 * @param folder the user's current folder, in which databases are made
 * @param checkout the folder of the launcher, or null if there was none
 * @param settings what the user has set for applications
 * @param columns the width of the terminal that progress is drawn on, or 0 if there is none
 * @param out for results
 * @param err for progress and failures
 */
record Place(
        Path folder,
        @Nullable Path checkout,
        Settings settings,
        int columns,
        Terminal out,
        Terminal err) {
    // System properties by which the launcher tells what Java cannot know.
    private static final String HOME = "annals.home";
    private static final String COLUMNS = "annals.columns";

    static Place ofProcess() {
        Optional<String> home = Optional.ofNullable(System.getProperty(HOME));
        return new Place(
                Path.of("").toAbsolutePath(),
                home.map(Path::of).orElse(null),
                Settings.environment(),
                Integer.getInteger(COLUMNS, 0),
                Terminal.of(System.out),
                Terminal.of(System.err));
    }
}
