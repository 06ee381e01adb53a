package org.annals.testkit.witness;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.AppendRequest;
import org.annals.persistence.Bytes;
import org.annals.persistence.Notification;
import org.annals.persistence.StoredEvent;
import org.annals.testkit.contract.SampleEvents;

import java.util.ArrayList;
import java.util.List;

/** A log that a test writes by hand, and the witness that sees it. */
final class History {
    final SampleEvents events = new SampleEvents();
    private final List<Notification> log = new ArrayList<>();
    final Witness witness = new Witness(this::read);
    private int asked;

    private List<Notification> read(long first, long last) {
        return log.subList((int) first - 1, Math.min((int) last, log.size()));
    }

    /** Asks for an append of these events. */
    Append ask(StoredEvent... appended) {
        return ask(AppendRequest.of(List.of(appended)));
    }

    Append ask(AppendRequest request) {
        return witness.ask("append " + ++asked, request);
    }

    /** Writes events behind the log, where the witness sees them. */
    void write(StoredEvent... written) {
        for (StoredEvent event : written) {
            write(log.size() + 1L, event);
        }
    }

    void write(long position, StoredEvent event) {
        var notification = new Notification(position, event);
        log.add(notification);
        witness.see(notification);
    }

    /** Asks for an append, writes it, and tells of it. */
    Append append(StoredEvent... appended) {
        return append(AppendRequest.of(List.of(appended)));
    }

    Append append(AppendRequest request) {
        Append append = ask(request);
        long first = log.size() + 1L;
        write(request.events().toArray(StoredEvent[]::new));
        witness.recorded(append, new AppendReceipt(first, log.size()));
        return append;
    }

    /** Writes another event over one that was seen. */
    void writeOver(long position, StoredEvent event) {
        log.set((int) position - 1, new Notification(position, event));
    }

    /** Takes away an event that was seen, so that those behind it have other places. */
    void takeAway(long position) {
        log.remove((int) position - 1);
    }

    /** Returns the same event with data of its own. */
    static StoredEvent withOtherData(StoredEvent event) {
        return new StoredEvent(
                event.id(),
                event.origin(),
                event.type(),
                event.typeVersion(),
                event.tags(),
                event.timestamp(),
                event.metadata(),
                Bytes.copyOf(new byte[] {4, 2}));
    }

    Notification at(long position) {
        return log.get((int) position - 1);
    }

    /** Returns the kinds of what the witness finds. */
    List<Violation.Kind> kinds() {
        return witness.finish().stream().map(Violation::kind).distinct().toList();
    }
}
