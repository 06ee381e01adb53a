package org.annals.benchmarks;

import org.annals.settings.Settings;

/**
 * Room for a log of one application, which makes it when it is opened. Immutable.
 *
 * @param settings of the application
 * @param place to be closed after the application
 */
record EmptyLog(Settings settings, Place place) {}
