package org.annals.application;

/** What an application tells whoever operates it. Immutable; never has secrets or events. */
public sealed interface Notice {
    /**
     * An application was opened.
     *
     * @param recorder where and how durably its events are kept
     */
    record Started(String application, String recorder) implements Notice {}

    /**
     * A key in the settings is not known but looks like one that is.
     *
     * @param meant the known key
     */
    record MisspeltSetting(String application, String key, String meant) implements Notice {}

    /** An aggregate has so many events that loading it is slow. */
    record LongAggregate(String application, String aggregateId, long events) implements Notice {}
}
