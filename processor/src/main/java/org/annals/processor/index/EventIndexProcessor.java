package org.annals.processor.index;

import org.annals.domain.EventType;
import org.jspecify.annotations.Nullable;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic.Kind;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** Lists the {@link EventType} records of interfaces that are not sealed. For one compilation. */
public final class EventIndexProcessor extends AbstractProcessor {
    private static final String FOLDER = "META-INF/annals/events/";

    // By interface, both by their binary names.
    private final Map<String, Set<String>> found = new TreeMap<>();

    /** Makes a processor, as compilers do. */
    public EventIndexProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(EventType.class.getCanonicalName());
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement each :
                ElementFilter.typesIn(round.getElementsAnnotatedWith(EventType.class))) {
            if (isEvent(each)) {
                list(each, each);
            }
        }
        if (round.processingOver() && !round.errorRaised()) {
            found.forEach(this::write);
        }
        return false;
    }

    private static boolean isEvent(TypeElement type) {
        return type.getKind() == ElementKind.RECORD && type.getAnnotation(EventType.class) != null;
    }

    /** Adds an event to the lists of all that it implements. */
    private void list(TypeElement event, TypeElement type) {
        for (TypeMirror parent : type.getInterfaces()) {
            // What is missing yet is generated, and sealed.
            if (parent.getKind() == TypeKind.DECLARED
                    && parent instanceof DeclaredType declared
                    && declared.asElement() instanceof TypeElement element
                    && !element.getQualifiedName().toString().startsWith("java.")) {
                if (!element.getModifiers().contains(Modifier.SEALED)) {
                    found.computeIfAbsent(binary(element), name -> new TreeSet<>())
                            .add(binary(event));
                }
                list(event, element);
            }
        }
    }

    private String binary(TypeElement type) {
        return elements().getBinaryName(type).toString();
    }

    private void write(String root, Set<String> events) {
        Set<String> all = new TreeSet<>(events);
        try {
            earlier(root).stream().filter(each -> isStillOf(root, each)).forEach(all::add);
            FileObject file =
                    processingEnv
                            .getFiler()
                            .createResource(StandardLocation.CLASS_OUTPUT, "", FOLDER + root);
            try (var writer = file.openWriter()) {
                writer.write(String.join("\n", all) + "\n");
            }
        } catch (IOException e) {
            processingEnv
                    .getMessager()
                    .printMessage(
                            Kind.ERROR,
                            "The events of %s could not be listed: %s. Look at the folder of classes."
                                    .formatted(root, e));
        }
    }

    /** Returns what an earlier compilation has listed: this one may see a part of the classes. */
    private Set<String> earlier(String root) throws IOException {
        try {
            FileObject file =
                    processingEnv
                            .getFiler()
                            .getResource(StandardLocation.CLASS_OUTPUT, "", FOLDER + root);
            Set<String> names = new TreeSet<>();
            file.getCharContent(true).toString().lines().forEach(names::add);
            return names;
        } catch (NoSuchFileException | FileNotFoundException e) {
            return Set.of();
        }
    }

    private boolean isStillOf(String root, String event) {
        TypeElement type = find(event);
        if (type == null || !isEvent(type)) {
            return false;
        }
        TypeElement parent = find(root);
        var types = processingEnv.getTypeUtils();
        return parent != null
                && types.isSubtype(types.erasure(type.asType()), types.erasure(parent.asType()));
    }

    /** Returns the type of a binary name, in which a dollar may also belong to a simple name. */
    private @Nullable TypeElement find(String binary) {
        TypeElement found = elements().getTypeElement(binary);
        return found == null ? elements().getTypeElement(binary.replace('$', '.')) : found;
    }

    private Elements elements() {
        return processingEnv.getElementUtils();
    }
}
