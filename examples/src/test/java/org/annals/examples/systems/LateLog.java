package org.annals.examples.systems;

import org.annals.application.NotificationLog;
import org.annals.application.Section;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Subscription;

import java.util.function.Supplier;

/** A log that is there when it is read, and need not be before. */
record LateLog(Supplier<NotificationLog> log) implements NotificationLog {
    @Override
    public LogIdentity identity() {
        return log.get().identity();
    }

    @Override
    public long head() {
        return log.get().head();
    }

    @Override
    public int sectionSize() {
        return log.get().sectionSize();
    }

    @Override
    public LogPage select(LogSelection selection) {
        return log.get().select(selection);
    }

    @Override
    public Section section(String id) {
        return log.get().section(id);
    }

    @Override
    public LogPage pull(LogSelection selection) {
        return log.get().pull(selection);
    }

    @Override
    public Subscription<LogPage> subscribe(LogSelection selection) {
        return log.get().subscribe(selection);
    }
}
