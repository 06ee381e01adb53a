package org.annals.examples.cli;

import org.annals.settings.Settings;

import java.util.Map;

/** Where a demonstration keeps its events. */
sealed interface Keeping permits KeptInFile, KeptOnServer {
    /** What holds wherever: a commit of Git is one append, and some bring whole trees along. */
    Map<String, String> LIMITS = Map.of("APPEND_MAX_EVENTS", "1000000");

    /** Returns the name of the application whose log it is. */
    String logName();

    /** Returns the settings of an application that keeps its events here. */
    Settings settings();

    /** Returns where that is, for people. */
    String where();

    /** Returns how many bytes the log takes, once its application is closed. */
    long size();
}
