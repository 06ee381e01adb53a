package org.annals.processor;

import com.palantir.javapoet.ClassName;

import org.annals.domain.Event;

import java.util.List;

import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** The record that an event is. Immutable. */
sealed interface EventRecord {
    /** Returns how code names it. */
    ClassName className();

    /** Returns the names of its components, in order. */
    List<String> components();

    /**
     * One that is to be written.
     *
     * @param parts the parameters that its components are made of
     * @param says what is stored with it
     */
    record Generated(ClassName className, List<VariableElement> parts, Event says)
            implements EventRecord {
        @Override
        public List<String> components() {
            return parts.stream().map(each -> each.getSimpleName().toString()).toList();
        }
    }

    /** One that the user has written, or another class, which then is handed over whole. */
    record Own(TypeElement element) implements EventRecord {
        @Override
        public ClassName className() {
            return ClassName.get(element);
        }

        @Override
        public List<String> components() {
            return element.getRecordComponents().stream()
                    .map(RecordComponentElement::getSimpleName)
                    .map(Object::toString)
                    .toList();
        }
    }
}
