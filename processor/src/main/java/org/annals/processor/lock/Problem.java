package org.annals.processor.lock;

import org.jspecify.annotations.Nullable;

/**
 * A difference between lock and code. Immutable.
 *
 * @param className the class that it is about, or null if there is none
 * @param isMendable whether an update takes it into the lock
 */
record Problem(@Nullable String className, String text, boolean isMendable) {}
