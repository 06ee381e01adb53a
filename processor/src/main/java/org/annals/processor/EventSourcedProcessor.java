package org.annals.processor;

import org.annals.domain.Event;
import org.annals.domain.EventSourced;
import org.annals.domain.On;

import java.util.Set;

import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/** Writes the rest of {@link EventSourced} classes. For one compilation. */
public final class EventSourcedProcessor extends AbstractProcessor {
    /** Makes a processor, as compilers do. */
    public EventSourcedProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(
                EventSourced.class.getCanonicalName(),
                Event.class.getCanonicalName(),
                On.class.getCanonicalName());
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        return false;
    }
}
