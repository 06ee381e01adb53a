package org.annals.processor;

import org.annals.domain.Event;
import org.annals.domain.EventSourced;
import org.annals.processor.Declared.State;
import org.jspecify.annotations.Nullable;

import java.util.List;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/** Reads how the state of a class is taken and given back. For one class. */
final class StateReader {
    private final TypeElement owner;
    private final Kind kind;
    private final Types types;
    private final Complaints complaints;

    StateReader(TypeElement owner, Kind kind, Types types, Complaints complaints) {
        this.owner = owner;
        this.kind = kind;
        this.types = types;
        this.complaints = complaints;
    }

    /** Returns how a state is taken, or null if none is. */
    @Nullable State read() {
        TypeMirror named = Annotations.classNamed(owner, EventSourced.class, "state");
        if (!(named instanceof DeclaredType declared)) {
            return null;
        }
        var stateClass = (TypeElement) declared.asElement();
        if (kind.isDecision()) {
            complaints.add(
                    owner,
                    "%s is a decision model, which is not kept. Remove the state."
                            .formatted(owner.getSimpleName()));
            return null;
        }
        List<ExecutableElement> methods =
                ElementFilter.methodsIn(owner.getEnclosedElements()).stream()
                        .filter(each -> each.getParameters().isEmpty())
                        .filter(each -> !each.getModifiers().contains(Modifier.PRIVATE))
                        .filter(each -> !each.getModifiers().contains(Modifier.STATIC))
                        .filter(each -> types.isSameType(each.getReturnType(), named))
                        .toList();
        List<ExecutableElement> constructors =
                ElementFilter.constructorsIn(owner.getEnclosedElements()).stream()
                        .filter(each -> takes(each, stateClass))
                        .toList();
        State state =
                methods.size() == 1 && constructors.size() == 1
                        ? new State(stateClass, methods.getFirst(), constructors.getFirst())
                        : null;
        if (state == null || state.constructor().getModifiers().contains(Modifier.PRIVATE)) {
            complaints.add(
                    owner,
                    "%s has the state %s. Give it one method without parameters that returns it and one constructor of it alone, neither of them private."
                            .formatted(owner.getSimpleName(), stateClass.getSimpleName()));
        } else if (Annotations.find(state.constructor(), Event.class).isPresent()) {
            refuseEvent(state);
        }
        return state;
    }

    // Two constructors of the generated subclass would take the same.
    private void refuseEvent(State state) {
        complaints.add(
                state.constructor(),
                "%s is the state of %s, so this constructor takes it over and applies no event. Remove @Event, and mark a constructor that has what else the event says as parameters."
                        .formatted(state.element().getSimpleName(), owner.getSimpleName()));
    }

    private boolean takes(ExecutableElement constructor, TypeElement state) {
        return constructor.getParameters().size() == 1
                && types.isSameType(
                        types.erasure(constructor.getParameters().getFirst().asType()),
                        types.erasure(state.asType()));
    }
}
