package org.annals.examples.guide;

import org.annals.domain.Aggregate;
import org.annals.domain.AggregateType;
import org.annals.domain.Erasable;
import org.annals.domain.Personal;
import org.annals.domain.Tag;

import java.util.Optional;

/** The aggregate of docs/guide/schema-lock.md. */
// @start region="events"
public final class Account extends Aggregate<Account.Event> {
    public sealed interface Event {
        record Opened(@Tag("branch") String branch, @Personal Erasable<String> email)
                implements Event {}

        record Deposited(Money amount, Optional<String> reference) implements Event {}
    }

    public record Money(long cents, Currency currency) {}

    public enum Currency {
        EUR,
        USD
    }

    // @end
    public static final AggregateType<Account> TYPE = AggregateType.of(Account.class, Account::new);

    private Account() {}

    @Override
    protected void apply(Event event) {}
}
