package org.annals.processor;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;

import org.annals.dcb.Observe;
import org.annals.domain.AggregateId;
import org.annals.domain.Event;
import org.annals.domain.EventSourced;
import org.annals.domain.On;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;

/** Writes the rest of {@link EventSourced} classes. For one compilation. */
public final class EventSourcedProcessor extends AbstractProcessor {
    private static final List<Class<? extends Annotation>> OF_BODIES =
            List.of(Event.class, On.class, Observe.class);

    // Classes that name what another processor has yet to write.
    private final Set<String> waiting = new TreeSet<>();

    /** Makes a processor, as compilers do. */
    public EventSourcedProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        Set<String> names =
                OF_BODIES.stream()
                        .map(Class::getCanonicalName)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        names.add(EventSourced.class.getCanonicalName());
        names.add(AggregateId.class.getCanonicalName());
        return names;
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Set<TypeElement> classes = new LinkedHashSet<>();
        for (String name : List.copyOf(waiting)) {
            classes.add(processingEnv.getElementUtils().getTypeElement(name));
        }
        waiting.clear();
        classes.addAll(ElementFilter.typesIn(round.getElementsAnnotatedWith(EventSourced.class)));
        OF_BODIES.forEach(each -> requireHome(round, each));
        requireIdsOfEvents(round);
        if (round.processingOver()) {
            classes.forEach(this::tellUnfinished);
        } else {
            process(classes);
        }
        return false;
    }

    private void process(Set<TypeElement> classes) {
        Set<TypeElement> ready = new LinkedHashSet<>(classes);
        Set<TypeElement> late = Awaited.byAnyOf(classes, processingEnv.getTypeUtils());
        Set<TypeElement> circle = Awaited.circleAmong(late, processingEnv.getTypeUtils());
        ready.removeAll(late);
        late.removeAll(circle);
        ready.forEach(each -> process(each, Promised.none()));
        circle.forEach(each -> process(each, Promised.of(circle)));
        late.forEach(each -> waiting.add(each.getQualifiedName().toString()));
    }

    private void process(TypeElement element, Promised promised) {
        var complaints = new Complaints();
        DeclaredReader.read(element, processingEnv, new TypeNames(promised), complaints)
                .ifPresent(this::write);
        complaints.tell(processingEnv.getMessager());
    }

    private void tellUnfinished(TypeElement element) {
        Optional<TypeMirror> parent = Awaited.parentOf(element);
        if (parent.isPresent()) {
            complain(
                    element,
                    "Nothing was generated of %s, since %s, of which it is a subtype, is not there, and no other processor has written it. Write it, or mend what should."
                            .formatted(element.getSimpleName(), parent.get()));
            return;
        }
        complain(
                element,
                "Nothing was generated of %s, since it names a type that is not there, or that is generated of itself. Mend the other errors first; what the class applies of its own is marked with @Event."
                        .formatted(element.getSimpleName()));
    }

    private void write(Declared declared) {
        if (declared.kind().isDecision()) {
            write(declared, DecisionFile.of(declared));
            return;
        }
        if (declared.root() instanceof Root.Generated(var name)) {
            write(declared, EventsFile.of(declared, name));
        }
        write(declared, SubclassFile.of(declared));
    }

    private void write(Declared declared, TypeSpec type) {
        var file =
                JavaFile.builder(
                                declared.className().packageName(),
                                Generated.marked(type, declared, processingEnv.getElementUtils()))
                        .addFileComment(
                                "Generated of $L by org.annals.processor. Change that, and not this.",
                                declared.className().simpleName())
                        .indent("    ")
                        .skipJavaLangImports(true)
                        .build();
        try {
            file.writeTo(processingEnv.getFiler());
        } catch (FilerException e) {
            complain(
                    declared.element(),
                    "There is a %s already, and of %s a class of this name is generated. Give one of them another name."
                            .formatted(type.name(), declared.className().simpleName()));
        } catch (IOException e) {
            processingEnv
                    .getMessager()
                    .printMessage(
                            Diagnostic.Kind.ERROR,
                            "%s could not be written: %s. Look at the folder of generated sources."
                                    .formatted(type.name(), e),
                            declared.element());
        }
    }

    /** Requires that a body is one of a class of which something is generated. */
    private void requireHome(RoundEnvironment round, Class<? extends Annotation> annotation) {
        for (Element each : round.getElementsAnnotatedWith(annotation)) {
            Element home = Members.homeOf(each);
            if (Annotations.find(home, EventSourced.class).isEmpty()) {
                complain(
                        each,
                        "@%s works in a class that is marked with @EventSourced, and %s is not. Mark it, or remove this."
                                .formatted(annotation.getSimpleName(), home.getSimpleName()));
            }
        }
    }

    private void requireIdsOfEvents(RoundEnvironment round) {
        for (Element each : round.getElementsAnnotatedWith(AggregateId.class)) {
            Element body = Members.homeOf(each);
            boolean isCreation =
                    body.getKind() == ElementKind.CONSTRUCTOR
                            && Annotations.find(body, Event.class).isPresent();
            if (!isCreation) {
                complain(
                        each,
                        "@AggregateId marks a parameter of a constructor that is marked with @Event. Elsewhere id() tells it: remove this.");
            }
        }
    }

    private void complain(Element element, String message) {
        processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, element);
    }
}
