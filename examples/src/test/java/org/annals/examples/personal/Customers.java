package org.annals.examples.personal;

import org.annals.application.Application;
import org.annals.application.SnapshotPolicy;
import org.annals.application.Snapshotting;
import org.annals.settings.Settings;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Customers, with a list of names that is another copy of personal data. */
final class Customers extends Application {
    final Map<String, String> names = new HashMap<>();

    Customers(Settings settings) {
        super(
                settings,
                Customer.TYPE,
                Snapshotting.of(Customer.TYPE, SnapshotPolicy.every(2)).inline());
        alsoErase("names", names::remove);
    }

    void alsoIn(String name, Consumer<String> copy) {
        alsoErase(name, copy);
    }

    Customer get(String id) {
        return repository().get(Customer.class, id);
    }
}
