package org.annals.examples.guide;

import static org.annals.system.Node.node;
import static org.annals.system.Pipe.pipe;

import org.annals.dcb.Slice;
import org.annals.domain.DomainEvent;
import org.annals.domain.EventTag;
import org.annals.domain.Tag;
import org.annals.persistence.EventTypes;
import org.annals.persistence.LogSelection;
import org.annals.settings.Settings;
import org.annals.system.EventSystem;
import org.annals.system.ProcessApplication;
import org.annals.system.ProcessingEvent;
import org.annals.system.Runner;

import java.util.List;

/** Welcomes each owner of a course once. */
public class Welcoming extends ProcessApplication {
    /** An owner was welcomed. */
    public record Welcomed(@Tag("owner") String owner) {}

    // @start region="policy"
    /** Is decided downstream, and recorded with the place that is reached. */
    static final class Welcome extends Slice<Welcomed> {
        private final String owner;
        private boolean known;

        Welcome(String owner) {
            this.owner = owner;
            boundary(EventTag.of("owner", owner)).on(Welcomed.class, e -> known = true);
        }

        @Override
        protected void execute() {
            if (!known) {
                trigger(new Welcomed(owner));
            }
        }
    }

    @Override
    protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
        if (event.event() instanceof LectureEvent.CourseOpened(var course, var owner)) {
            processing.collect(decisions().decide(new Welcome(owner)));
        }
    }

    // @end

    public Welcoming(Settings settings) {
        super(settings, EventTypes.of(Welcomed.class));
    }

    static Runner singleThreaded(Settings settings) {
        var system =
                EventSystem.of(
                        pipe(
                                node(LectureOffice.class, LectureOffice::new),
                                node(Welcoming.class, Welcoming::new)));
        Runner runner = Runner.singleThreaded(system, settings);
        runner.start();
        return runner;
    }

    List<String> welcomed() {
        return events().read(LogSelection.all())
                .map(each -> ((Welcomed) each.domainEvent().event()).owner())
                .toList();
    }
}
