package org.annals.benchmarks;

import org.annals.settings.Settings;

import java.util.List;

/**
 * Room for a log of one application, which makes it when it is opened. Immutable.
 *
 * @param settings of the application
 * @param place to be closed after the application
 * @param address what another process is told to open it, empty if none can
 */
record EmptyLog(Settings settings, Place place, List<String> address) {
    EmptyLog {
        address = List.copyOf(address);
    }
}
