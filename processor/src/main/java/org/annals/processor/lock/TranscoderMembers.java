package org.annals.processor.lock;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/**
 * What annotations of the transcoder say at members of a type that are no components, by which a
 * value is stored as something else or made in another way. Stateless.
 */
final class TranscoderMembers {
    private TranscoderMembers() {}

    /** Returns what is said at constants, methods and constructors, as text. */
    static List<String> of(TypeElement type) {
        Set<Element> accessors =
                type.getRecordComponents().stream()
                        .map(each -> (Element) each.getAccessor())
                        .collect(Collectors.toSet());
        var texts = new TreeSet<String>();
        for (Element each : type.getEnclosedElements()) {
            if (isMember(each) && !accessors.contains(each)) {
                for (String said : TranscoderAnnotations.others(List.of(each))) {
                    texts.add(said + " " + told(type, each));
                }
            }
        }
        return List.copyOf(texts);
    }

    private static boolean isMember(Element element) {
        return switch (element.getKind()) {
            case CONSTRUCTOR, ENUM_CONSTANT, METHOD -> true;
            default -> false;
        };
    }

    private static String told(TypeElement type, Element member) {
        String name =
                member.getKind() == ElementKind.CONSTRUCTOR
                        ? type.getSimpleName().toString()
                        : member.getSimpleName().toString();
        return member instanceof ExecutableElement executable
                ? executable.getParameters().stream()
                        .map(TranscoderMembers::told)
                        .collect(Collectors.joining(", ", name + "(", ")"))
                : name;
    }

    private static String told(VariableElement parameter) {
        String stored = TranscoderAnnotations.storedName(List.of(parameter));
        return stored == null ? parameter.getSimpleName().toString() : stored;
    }
}
