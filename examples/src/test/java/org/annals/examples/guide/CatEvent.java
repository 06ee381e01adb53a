package org.annals.examples.guide;

import org.annals.domain.EventType;

// @start region="names"
public sealed interface CatEvent {
    record Registered(String name) implements CatEvent {}

    @EventType(aliases = "Cat.Slept")
    record Napped(int minutes) implements CatEvent {}

    @EventType(name = "cat-fed")
    record Fed(String food) implements CatEvent {}
}
// @end
