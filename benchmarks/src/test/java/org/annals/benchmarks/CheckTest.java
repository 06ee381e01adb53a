package org.annals.benchmarks;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.annals.persistence.LogPage;
import org.annals.persistence.LogRecorder;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.settings.Settings;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

/** A check that cannot fail would let wrong results be measured. */
final class CheckTest {
    private final EmptyLog log = new MemoryStorage().emptyLog(Settings.only(Map.of()));
    private final Bank bank = Bank.open(log.settings(), log.place());
    private final LogRecorder recorder = bank.events().recorder();

    @Test
    void aLogOfAnotherLengthFails() {
        bank.fill(2, 3);
        Check.contiguous(recorder, 6);
        assertThatIllegalStateException()
                .isThrownBy(() -> Check.contiguous(recorder, 7))
                .withMessageContaining("number of events should be 7 and is 6");
    }

    @Test
    void aHoleFails() {
        bank.fill(2, 3);
        assertThatIllegalStateException()
                .isThrownBy(() -> Check.contiguous(withoutPosition(3), 6))
                .withMessageContaining("next position should be 3 and is 4");
    }

    @Test
    void anotherBalanceFails() {
        var balance = new Balance();
        balance.apply(Entries.sample(0));
        assertThatIllegalStateException()
                .isThrownBy(() -> balance.check("", 1, Entries.sum(2)))
                .withMessageContaining("balance");
    }

    private LogRecorder withoutPosition(long position) {
        return (LogRecorder)
                Proxy.newProxyInstance(
                        LogRecorder.class.getClassLoader(),
                        new Class<?>[] {LogRecorder.class},
                        (proxy, method, arguments) -> {
                            LogPage page = recorder.readLog((LogSelection) arguments[0]);
                            List<Notification> rest =
                                    page.notifications().stream()
                                            .filter(each -> each.position() != position)
                                            .toList();
                            return new LogPage(rest, page.scannedTo(), page.head());
                        });
    }
}
