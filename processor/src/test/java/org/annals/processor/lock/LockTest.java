package org.annals.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

/** The text of a lock, and what is read of it. */
final class LockTest {
    private static final String ACCOUNT =
            """
            package bank;

            import com.fasterxml.jackson.annotation.*;
            import java.time.*;
            import java.util.*;
            import org.annals.domain.*;
            import org.jspecify.annotations.Nullable;

            public final class Account extends Aggregate<Account.Event> {
                public sealed interface Event {}

                @EventType(name = "Account opened: \\"a\\" \\\\ \\u0007", version = 2, aliases = {"Z.Opened", "A b"})
                @JsonIgnoreProperties(ignoreUnknown = true)
                public record Opened(
                        @Tag("of customer, in full") String account,
                        @Subject String customer,
                        @Personal Erasable<Map<String, List<Address>>> addresses,
                        byte[] seal,
                        @JsonProperty("on day") @Nullable LocalDate day,
                        @JsonFormat(pattern = "\\"x\\", y") Instant at)
                        implements Event {}

                @EventType(secret = true)
                public record Paid(Money price, Optional<Method> by, Set<? extends Currency> in, Pair<Money, Nothing> pair, int[][] grid, Map.Entry<String, UUID> entry, java.sql.Date date)
                        implements Event {}

                public record Closed() implements Event {}

                public static final class Frozen implements Event {}

                public record Address(String street, Optional<Address> before) {}
                public enum Currency { USD, EUR { @Override public String toString() { return "euro"; } } }
                public enum Nothing {}
                public record Money(long cents, Currency currency) {}
                public record Pair<A, B>(A first, List<B> second) {}
                public sealed interface Method permits Cash, Card {}
                public record Cash(other.Money given) implements Method {}
                @JsonTypeName("by card") public sealed interface Card extends Method {}
                @JsonTypeName("debit") public record Debit(String number) implements Card {}
                public record Credit(String number) implements Card {}

                @Override protected void apply(Event event) {}
            }
            """;

    @TempDir private Path folder;

    @Test
    void aLockSaysAllThatMatters() {
        var project =
                new Project(folder)
                        .source("bank/Account.java", ACCOUNT)
                        .source(
                                "other/Money.java",
                                "package other; public record Money(int pence) {}")
                        .update();

        assertThat(project.blocks())
                .isEqualTo(
                        """
                        "Account opened: \\"a\\" \\\\ \\u0007" 2
                            class bank.Account.Opened
                            alias "A b"
                            alias Z.Opened
                            ignores unknown
                            account: String, tag "of customer, in full"
                            customer: String, subject
                            addresses: Erasable<Map<String, List<Address>>>, personal
                            seal: byte[]
                            day: LocalDate?, stored as "on day"
                            at: Instant, as "@JsonFormat(pattern = \\"\\\\\\"x\\\\\\", y\\")"
                            record Address
                                street: String
                                before: Optional<Address>

                        Account.Closed 1
                            class bank.Account.Closed

                        Account.Frozen 1
                            class bank.Account.Frozen
                            opaque

                        Account.Paid 1
                            class bank.Account.Paid
                            secret
                            price: Money
                            by: Optional<Method>
                            in: Set<Currency>
                            pair: Pair<Money, Nothing>
                            grid: int[][]
                            entry: Map.Entry<String, UUID>
                            date: java.sql.Date
                            record Cash
                                given: Money#2
                            record Credit
                                number: String
                            enum Currency of EUR, USD
                            record Debit
                                number: String
                            sealed Method of Cash, Credit, debit = Debit
                            record Money
                                cents: long
                                currency: Currency
                            record Money#2
                                pence: int
                            enum Nothing
                            record Pair<Money, Nothing>
                                first: Money
                                second: List<Nothing>
                        """);
        project.passes();
    }

    @Test
    void whatIsWrittenIsReadAsItWas() {
        new Project(folder)
                .source("bank/Account.java", ACCOUNT)
                .source("other/Money.java", "package other; public record Money(int pence) {}")
                .update();
        String text = new Project(folder).lock();

        Lock lock = Lock.parse(text);

        assertThat(lock.blocks()).hasSize(4);
        assertThat(lock.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    A                           | line 1 has no ' ' at column 2
                    A x                         | line 1 has no version, 1 or more, behind the name
                    A 0                         | line 1 has no version, 1 or more, behind the name
                    A 1~~name: String           | line 2 begins with neither 4 nor 8 spaces
                    A 1~~~~name: String!        | line 2 goes on at column 13
                    A 1~~~~name: List<String    | line 2 has no '>' at column 18
                    A 1~~~~name:String          | line 2 has no 'as ' at column 1
                    A 1~~~~name: String, secret | line 2 goes on at column 13
                    A 1~~~~upcast by            | line 2 has no 'as ' at column 1
                    A 1~~~~retired by me        | line 2 goes on at column 8
                    A 1~~~~~~~~name: String     | line 2 stands under no record, enum or sealed type
                    A 1~~~~alias "x             | line 2 has no end of what is in quotes
                    A 1~~~~alias "\\u00         | line 2 has no four digits at column 10
                    A 1~~~~enum X of A,B        | line 2 goes on at column 12
                    A 1//A 1                    | line 3 begins a second block of A 1: keep one
                    """)
    void whatCannotBeReadIsToldByItsLine(String text, String message) {
        String lock = text.replace("//", "\n\n").replaceFirst("~", "\n~").replace('~', ' ');

        assertThatExceptionOfType(MalformedLockException.class)
                .isThrownBy(() -> Lock.parse(lock))
                .withMessage(message);
    }
}
