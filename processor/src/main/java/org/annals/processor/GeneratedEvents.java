package org.annals.processor;

import org.annals.domain.Event;
import org.annals.domain.EventsOf;

import java.util.stream.Stream;

import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;

/** Where the user has written what an event is generated of. Stateless. */
public final class GeneratedEvents {
    private GeneratedEvents() {}

    /** Returns the body of a declared class that has this event, or the event itself. */
    public static Element writtenAs(TypeElement event) {
        Element home = Members.homeOf(event);
        return home instanceof TypeElement
                        && Annotations.classNamed(home, EventsOf.class, "value")
                                instanceof DeclaredType declared
                ? bodies((TypeElement) declared.asElement())
                        .filter(each -> isOf(each, event))
                        .<Element>map(each -> each)
                        .findFirst()
                        .orElse(event)
                : event;
    }

    private static Stream<ExecutableElement> bodies(TypeElement declared) {
        return Stream.concat(
                ElementFilter.constructorsIn(declared.getEnclosedElements()).stream(),
                ElementFilter.methodsIn(declared.getEnclosedElements()).stream());
    }

    private static boolean isOf(ExecutableElement body, TypeElement event) {
        return Annotations.find(body, Event.class)
                .filter(says -> event.getSimpleName().contentEquals(EventNames.nameOf(body, says)))
                .isPresent();
    }
}
