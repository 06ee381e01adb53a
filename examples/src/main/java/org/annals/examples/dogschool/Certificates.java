package org.annals.examples.dogschool;

import static org.annals.system.Node.node;
import static org.annals.system.Pipe.pipe;

import org.annals.domain.DomainEvent;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessingEvent;

import java.util.List;
import java.util.Set;

/** The office that follows the school and keeps a certificate for each dog. May be shared. */
public class Certificates extends ProcessApplication {
    /** The school, and the office that follows it. */
    public static final EventSystem SYSTEM =
            EventSystem.of(
                    pipe(
                            node(DogSchool.class, DogSchool::new),
                            node(Certificates.class, Certificates::new)));

    public Certificates(Settings settings) {
        super(settings, Certificate.TYPE);
    }

    @Override
    protected Set<Class<?>> followedTypes() {
        return Set.of(Dog.Event.TrickAdded.class);
    }

    @Override
    protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
        if (event.event() instanceof Dog.Event.TrickAdded(var trick)) {
            String dogId = event.aggregateId();
            Certificate certificate =
                    repository()
                            .find(Certificate.class, Certificate.idOf(dogId))
                            .orElseGet(() -> Certificate.empty(dogId));
            certificate.note(trick);
            processing.collect(certificate);
        }
    }

    /** Returns what is noted of a dog, in order. */
    public List<String> tricksOf(String dogId) {
        return repository()
                .find(Certificate.class, Certificate.idOf(dogId))
                .map(Certificate::tricks)
                .orElse(List.of());
    }
}
