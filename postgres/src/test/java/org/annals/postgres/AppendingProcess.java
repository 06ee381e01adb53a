package org.annals.postgres;

import org.annals.persistence.AppendReceipt;
import org.annals.persistence.StoredEvent;

import java.util.List;

/**
 * Appends threes of events of one aggregate and prints each receipt, until it is killed or done.
 */
final class AppendingProcess {
    private AppendingProcess() {}

    public static void main(String[] args) {
        String aggregateId = args[1];
        int appends = Integer.parseInt(args[2]);
        try (var recorder = Postgres.url(args[0]).open("School")) {
            System.out.println("ready");
            long version = 0;
            for (int i = 0; i < appends; i++) {
                List<StoredEvent> three =
                        List.of(
                                Samples.change(aggregateId, ++version),
                                Samples.change(aggregateId, ++version),
                                Samples.change(aggregateId, ++version));
                AppendReceipt receipt = recorder.append(three);
                System.out.println(receipt.first() + " " + three.getFirst().id());
            }
        }
        System.out.println("done");
    }
}
