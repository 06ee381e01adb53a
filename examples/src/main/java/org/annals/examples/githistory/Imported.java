package org.annals.examples.githistory;

import java.time.Duration;

/**
 * What an import did. Immutable.
 *
 * @param commits that were recorded
 * @param events that were recorded
 * @param took the whole import, most of which is reading Git
 * @param saving the part of it that was spent in saving
 */
public record Imported(long commits, long events, Duration took, Duration saving) {}
