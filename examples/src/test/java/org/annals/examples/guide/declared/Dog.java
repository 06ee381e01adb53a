package org.annals.examples.guide.declared;

// @start region="dog"
import org.annals.domain.Aggregate;
import org.annals.domain.Event;
import org.annals.domain.EventSourced;

import java.util.ArrayList;
import java.util.List;

@EventSourced
public abstract class Dog extends Aggregate<DogEvent> {
    final List<String> tricks = new ArrayList<>();
    final String name;

    @Event("Registered")
    Dog(String name) {
        this.name = name;
    }

    @Event("TrickAdded")
    public void addTrick(String trick) {
        tricks.add(trick);
    }
}
// @end
