package org.annals.processor;

import com.palantir.javapoet.ClassName;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * The events of classes that are written together, and name each other's: all that there is of them
 * so far is how a source spells them. Immutable.
 *
 * @param roots the interfaces of the events
 */
record Promised(List<ClassName> roots) {
    Promised {
        roots = List.copyOf(roots);
    }

    static Promised none() {
        return new Promised(List.of());
    }

    static Promised of(Collection<TypeElement> declared) {
        return new Promised(declared.stream().map(Roots::expectedOf).toList());
    }

    /** Returns what a type that is not there will be, unless it is none of these, or of several. */
    Optional<ClassName> find(TypeMirror type) {
        if (type.getKind() != TypeKind.ERROR) {
            return Optional.empty();
        }
        String spelled = ((DeclaredType) type).asElement().toString();
        List<ClassName> found =
                roots.stream().flatMap(each -> within(each, spelled).stream()).toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private static Optional<ClassName> within(ClassName root, String spelled) {
        String prefix =
                spelled.startsWith(root.canonicalName()) ? root.canonicalName() : root.simpleName();
        if (spelled.equals(prefix)) {
            return Optional.of(root);
        }
        return spelled.startsWith(prefix + '.')
                ? Optional.of(nested(root, spelled.substring(prefix.length() + 1)))
                : Optional.empty();
    }

    private static ClassName nested(ClassName root, String path) {
        ClassName name = root;
        for (String each : path.split("\\.", -1)) {
            name = name.nestedClass(each);
        }
        return name;
    }
}
