package org.annals.examples.secrecy;

import org.annals.application.Application;
import org.annals.application.SnapshotPolicy;
import org.annals.application.Snapshotting;
import org.annals.examples.personal.Customer;
import org.annals.examples.repository.Diary;
import org.annals.settings.Settings;

/** Diaries, and customers with personal data, of both of which snapshots are taken. */
final class Logbooks extends Application {
    Logbooks(Settings settings) {
        super(
                settings,
                Diary.TYPE,
                Customer.TYPE,
                Snapshotting.of(Diary.TYPE, SnapshotPolicy.every(2)).inline(),
                Snapshotting.of(Customer.TYPE, SnapshotPolicy.every(2)).inline());
    }

    void write(String id, String line) {
        Diary diary = Diary.begin(id);
        diary.write(line);
        save(diary);
    }

    void register(String id, String name) {
        Customer customer = Customer.register(id, name, 7);
        customer.recommend(id, "as good as " + name);
        save(customer);
    }

    Diary diary(String id) {
        return repository().get(Diary.class, id);
    }
}
