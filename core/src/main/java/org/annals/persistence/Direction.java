package org.annals.persistence;

/** In which order events are read. */
public enum Direction {
    /** Rising positions or versions. */
    FORWARDS,
    /** Falling positions or versions. */
    BACKWARDS
}
