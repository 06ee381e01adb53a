package org.annals.processor;

import org.annals.domain.EventType;
import org.annals.domain.NamedType;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedSet;

import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Types that are being compiled, as stored names have them. Stateless. */
public final class NamedElements {
    private NamedElements() {}

    /** Returns every name under which events of a class may be stored, the current one first. */
    public static SequencedSet<String> storedNames(TypeElement event) {
        List<NamedType> enclosing = new ArrayList<>();
        Element outer = event.getEnclosingElement();
        while (outer instanceof TypeElement type) {
            enclosing.addFirst(named(type));
            outer = type.getEnclosingElement();
        }
        return named(event).storedNames(enclosing);
    }

    static NamedType named(TypeElement type) {
        EventType says = type.getAnnotation(EventType.class);
        return new NamedType(
                type.getSimpleName().toString(),
                type.getKind().isInterface(),
                says == null ? "" : says.name(),
                says == null ? List.of() : List.of(says.aliases()));
    }
}
