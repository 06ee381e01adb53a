package org.annals.benchmarks;

import static org.annals.persistence.AppendCondition.failIfMatching;

import org.annals.domain.DomainEvent;
import org.annals.domain.EventTag;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Enrolments in a log of the library's. For one thread at a time. */
record AnnalsDcb(Bank bank) implements DcbLog {
    private static final int SAVE_EVENTS = 500;

    /** Fills an empty log. */
    static AnnalsDcb filled(Bank bank, Enrolments enrolments) {
        List<DomainEvent<?>> events = new ArrayList<>();
        for (int number = 0; number < enrolments.size(); number++) {
            events.add(enrolments.get(number).event());
            if (events.size() == SAVE_EVENTS) {
                bank.events().put(events);
                events.clear();
            }
        }
        bank.events().put(events);
        bank.settle();
        return new AnnalsDcb(bank);
    }

    @Override
    public List<Client> clients(int count) {
        return Collections.nCopies(count, new BankClient(bank));
    }

    @Override
    public long head() {
        return bank.events().recorder().head();
    }

    @Override
    public void check(long after, long events) {
        Check.contiguous(bank.events().recorder(), after, events);
    }

    @Override
    public void close() {
        bank.close();
    }

    private record BankClient(Bank bank) implements Client {
        @Override
        public long append(Enrolment enrolment, long after) {
            return bank.events()
                    .put(
                            List.of(enrolment.event()),
                            request ->
                                    request.onCondition(
                                            failIfMatching(enrolment.same()).after(after)))
                    .getFirst()
                    .position();
        }

        @Override
        public long read(EventTag... tags) {
            LogSelection selection = LogSelection.all().matching(Query.ofTags(tags));
            return bank.events().recorder().readLog(selection).notifications().size();
        }
    }
}
