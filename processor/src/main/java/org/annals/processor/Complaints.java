package org.annals.processor;

import java.util.ArrayList;
import java.util.List;

import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/** What is wrong with one class, each with the element that is to be marked. For one thread. */
final class Complaints {
    private final List<Complaint> all = new ArrayList<>();

    private record Complaint(Element element, String message) {}

    /**
     * @param message what is wrong, and what to do
     */
    void add(Element element, String message) {
        all.add(new Complaint(element, message));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    void tell(Messager messager) {
        all.forEach(
                each -> messager.printMessage(Diagnostic.Kind.ERROR, each.message, each.element));
    }
}
