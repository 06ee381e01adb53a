package org.annals.examples.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.annals.examples.RecorderKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

@ParameterizedClass
@EnumSource(RecorderKind.class)
final class BankTest {
    private final RecorderKind recorder;

    BankTest(RecorderKind recorder) {
        this.recorder = recorder;
    }

    private static Money money(String amount) {
        return Money.parse(amount);
    }

    // APP-6
    @Test
    void creditsAddUp(@TempDir Path folder) {
        try (var bank = new Bank(recorder.in(folder))) {
            var id = bank.openAccount("Ada");
            bank.credit(id, money("10.00"));
            bank.credit(id, money("25.00"));
            bank.credit(id, money("30.00"));

            assertThat(bank.account(id).balance()).isEqualTo(money("65.00"));
            assertThat(bank.account(id).holder()).isEqualTo("Ada");
            assertThat(bank.notificationLog().select(1, 10)).hasSize(4);
        }
    }

    @Test
    void aTransferChangesBothAccountsInOneSave(@TempDir Path folder) {
        try (var bank = new Bank(recorder.in(folder))) {
            var ada = bank.openAccount("Ada");
            var ben = bank.openAccount("Ben");
            bank.credit(ada, money("50.00"));

            bank.transfer(ada, ben, money("20.00"));

            assertThat(bank.account(ada).balance()).isEqualTo(money("30.00"));
            assertThat(bank.account(ben).balance()).isEqualTo(money("20.00"));
        }
    }

    // DOM-8
    @Test
    void aDebitBeyondTheBalanceIsRefusedAndChangesNothing(@TempDir Path folder) {
        try (var bank = new Bank(recorder.in(folder))) {
            var id = bank.openAccount("Ada");
            bank.credit(id, money("10.00"));
            var account = bank.account(id);

            assertThatThrownBy(() -> account.debit(money("20.00")))
                    .isInstanceOf(InsufficientFundsException.class)
                    .hasMessageContaining("10.00");

            assertThat(account.balance()).isEqualTo(money("10.00"));
            assertThat(account.version()).isEqualTo(2);
            assertThat(account.pendingEvents()).isEmpty();
        }
    }

    @Test
    void aRefusedTransferLeavesBothAccountsAsTheyWere(@TempDir Path folder) {
        try (var bank = new Bank(recorder.in(folder))) {
            var ada = bank.openAccount("Ada");
            var ben = bank.openAccount("Ben");
            bank.credit(ada, money("50.00"));
            bank.closeAccount(ben);

            assertThatThrownBy(() -> bank.transfer(ada, ben, money("20.00")))
                    .isInstanceOf(AccountClosedException.class);

            assertThat(bank.account(ada).balance()).isEqualTo(money("50.00"));
            assertThat(bank.events().recorder().head()).isEqualTo(4);
        }
    }

    @Test
    void aTransferToTheSameAccountKeepsItsBalance(@TempDir Path folder) {
        try (var bank = new Bank(recorder.in(folder))) {
            var ada = bank.openAccount("Ada");
            bank.credit(ada, money("50.00"));

            bank.transfer(ada, ada, money("20.00"));

            assertThat(bank.account(ada).balance()).isEqualTo(money("50.00"));
        }
    }

    @Test
    void anOverdraftAllowsABalanceBelowZeroDownToItsLimit(@TempDir Path folder) {
        try (var bank = new Bank(recorder.in(folder))) {
            var id = bank.openAccount("Ada");
            bank.setOverdraft(id, money("100.00"));

            bank.debit(id, money("100.00"));

            assertThat(bank.account(id).balance()).isEqualTo(money("-100.00"));
            assertThatThrownBy(() -> bank.debit(id, money("0.01")))
                    .isInstanceOf(InsufficientFundsException.class);
        }
    }

    @Test
    void aClosedAccountTakesNoCommand(@TempDir Path folder) {
        try (var bank = new Bank(recorder.in(folder))) {
            var id = bank.openAccount("Ada");
            bank.closeAccount(id);

            assertThat(bank.account(id).isClosed()).isTrue();
            assertThatThrownBy(() -> bank.credit(id, money("1.00")))
                    .isInstanceOf(AccountClosedException.class);
            assertThatThrownBy(() -> bank.debit(id, money("1.00")))
                    .isInstanceOf(AccountClosedException.class);
            assertThatThrownBy(() -> bank.closeAccount(id))
                    .isInstanceOf(AccountClosedException.class);
            assertThat(bank.account(id).version()).isEqualTo(2);
        }
    }

    @Test
    void amountsThatAreNotPositiveAreRefused(@TempDir Path folder) {
        try (var bank = new Bank(recorder.in(folder))) {
            var id = bank.openAccount("Ada");

            assertThatThrownBy(() -> bank.credit(id, money("0.00")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> bank.credit(id, money("-1.00")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void transfersInBothDirectionsAtOnceLoseNoMoney(@TempDir Path folder) throws Exception {
        try (var bank = new Bank(recorder.in(folder));
                var threads = Executors.newFixedThreadPool(2)) {
            var ada = bank.openAccount("Ada");
            var ben = bank.openAccount("Ben");
            bank.credit(ada, money("100.00"));
            bank.credit(ben, money("100.00"));
            var barrier = new CyclicBarrier(2);

            Future<?> there = threads.submit(() -> tenTransfers(bank, ada, ben, barrier));
            Future<?> back = threads.submit(() -> tenTransfers(bank, ben, ada, barrier));
            there.get();
            back.get();

            assertThat(bank.account(ada).balance()).isEqualTo(money("100.00"));
            assertThat(bank.account(ben).balance()).isEqualTo(money("100.00"));
            assertThat(bank.events().recorder().head()).isEqualTo(4 + 2 * 10 * 2);
        }
    }

    private static Void tenTransfers(Bank bank, String from, String to, CyclicBarrier barrier)
            throws Exception {
        barrier.await();
        IntStream.range(0, 10).forEach(i -> bank.transfer(from, to, money("1.00")));
        return null;
    }
}
