package org.annals.domain;

/**
 * An object whose constructor applies the event that creates it, as that of a generated class does.
 *
 * <p>It is for the classes that are generated of {@link EventSourced} ones; whoever writes a class
 * by hand triggers the first event like all others.
 */
public interface BegunByConstructor {}
