package org.annals.projection;

import org.annals.application.InlineView;
import org.annals.domain.DomainEvent;
import org.annals.persistence.Recorder;
import org.annals.persistence.Transaction;

import java.util.List;
import java.util.Set;

/** A projection that an application writes with each save. May be shared. */
record Inline(Projection<?> projection, Edition edition) implements InlineView {
    static Inline of(Projection<?> projection, Recorder recorder) {
        var editions = new Editions(ViewStore.of(recorder), projection.requireHandlers().name());
        return new Inline(projection, editions.inline(projection, recorder.head()));
    }

    @Override
    public Set<Class<?>> eventClasses() {
        return projection.eventClasses();
    }

    @Override
    public void write(Transaction transaction, List<DomainEvent<?>> events) throws Exception {
        projection.projectInline(transaction, edition, events);
    }
}
