package org.annals.catalogue;

import org.annals.domain.EventType;

import java.util.List;

/**
 * What {@link EventType} says at a class, of which none need be loaded. Immutable.
 *
 * @param name empty for the default
 */
record TypeAnnotation(String name, int version, List<String> aliases, boolean secret) {
    TypeAnnotation {
        aliases = List.copyOf(aliases);
    }
}
