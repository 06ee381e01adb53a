package org.annals.examples.personal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.application.Erasure;
import org.annals.application.LoadPolicy;
import org.annals.application.Notice;
import org.annals.application.NoticeListener;
import org.annals.domain.DomainEvent;
import org.annals.domain.Erasable;
import org.annals.domain.SubjectErased;
import org.annals.encryption.SubjectErasedException;
import org.annals.encryption.SubjectKeyNotFoundException;
import org.annals.encryption.SubjectKeys;
import org.annals.encryption.SubjectKeysUnavailableException;
import org.annals.examples.RecorderKind;
import org.annals.jackson.JsonTranscoder;
import org.annals.jackson.transfer.LogExport;
import org.annals.jackson.transfer.LogImport;
import org.annals.memory.MemoryRecorder;
import org.annals.persistence.AggregateSelection;
import org.annals.persistence.EventStore;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Mapper;
import org.annals.persistence.PersonalData;
import org.annals.persistence.StoredEvent;
import org.annals.persistence.UnreadableEventException;
import org.annals.settings.ConfigurationException;
import org.annals.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

@ParameterizedClass
@EnumSource(RecorderKind.class)
final class PersonalDataTest {
    private static final String CANARY = "Ophelia-5d1e";

    private final RecorderKind recorder;
    private final List<Notice> failures = new CopyOnWriteArrayList<>();

    @TempDir private Path folder;
    private SubjectKeys keys = SubjectKeys.inMemory();
    private Settings settings;

    PersonalDataTest(RecorderKind recorder) {
        this.recorder = recorder;
        this.settings = Settings.only(Map.of());
    }

    @BeforeEach
    void settings() {
        keys = SubjectKeys.inFolder(folder.resolve("keys"));
        settings =
                recorder.in(folder)
                        .using(SubjectKeys.class, keys)
                        .using(
                                NoticeListener.class,
                                notice -> {
                                    if (notice instanceof Notice.SnapshotFailed) {
                                        failures.add(notice);
                                    }
                                });
    }

    private static Customers withOphelia(Settings settings) {
        var customers = new Customers(settings);
        Customer customer = Customer.register("c-1", CANARY, 7);
        customers.save(customer);
        customer.recommend("c-2", "as good as " + CANARY);
        customers.save(customer);
        customers.names.put("c-1", CANARY);
        return customers;
    }

    private static List<DomainEvent<?>> events(Customers customers) {
        try (var events = customers.events().get(AggregateSelection.of("c-1"))) {
            return events.toList();
        }
    }

    @Test
    void whatIsPersonalIsReadAsItWasWrittenAndStoredSecret() {
        try (var customers = withOphelia(settings)) {
            var registered = (Customer.Event.Registered) events(customers).getFirst().event();
            assertThat(registered.name()).isEqualTo(Erasable.of(CANARY));
            assertThat(registered.address().find().orElseThrow().lines())
                    .containsExactly("a", CANARY);
            assertThat(customers.get("c-1").state().name()).isEqualTo(Erasable.of(CANARY));
            assertThat(storedText(customers)).doesNotContain(CANARY).contains("\"points\":7");
        }
        assertThat(failures).isEmpty();
    }

    private static String storedText(Customers customers) {
        var text = new StringBuilder();
        var recorder = customers.events().recorder();
        for (var each : recorder.readLog(LogSelection.all()).notifications()) {
            text.append(new String(each.storedEvent().data().toArray(), UTF_8));
        }
        recorder.findSnapshot("c-1", "Customer.State", 1, 99)
                .ifPresent(snapshot -> text.append(new String(snapshot.data().toArray(), UTF_8)));
        return text.toString();
    }

    // CIP-11
    @Test
    void anErasedSubjectIsErasedEverywhereAndNothingElseIs() {
        try (var customers = withOphelia(settings)) {
            assertThat(customers.events().recorder().snapshotVersions("c-1", "Customer.State"))
                    .containsExactly(2L);

            Erasure erasure = customers.erase("c-1");

            assertThat(erasure.isComplete()).isTrue();
            assertThat(erasure.copies())
                    .extracting(Erasure.Copy::name)
                    .containsExactly("events and snapshots", "names");
            assertThat(customers.names).isEmpty();
            var registered = (Customer.Event.Registered) events(customers).getFirst().event();
            assertThat(registered)
                    .isEqualTo(
                            new Customer.Event.Registered(
                                    Erasable.erased(), Erasable.erased(), Erasable.erased(), 7));
            // It is the friend's, who was not erased.
            var recommended = (Customer.Event.Recommended) events(customers).getLast().event();
            assertThat(recommended.words()).isEqualTo(Erasable.of("as good as " + CANARY));
            assertThat(customers.get("c-1").state())
                    .isEqualTo(new Customer.State(Erasable.erased(), 7, 1));
            assertThat(customers.repository().get(Customer.class, "c-1", 1).state())
                    .isEqualTo(new Customer.State(Erasable.erased(), 7, 0));
            assertThat(customers.events().read(LogSelection.all()).toList().getLast())
                    .extracting(recording -> recording.domainEvent().event())
                    .isEqualTo(new SubjectErased("c-1"));
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void anErasureIsRecordedOnceHoweverOftenItIsSaid() {
        try (var customers = withOphelia(settings)) {
            long first = customers.erase("c-1").position();

            assertThat(customers.erase("c-1").position()).isEqualTo(first).isEqualTo(3);
            assertThat(customers.events().recorder().head()).isEqualTo(3);
        }
    }

    @Test
    void aCopyThatCannotBeErasedIsToldAndTheOthersAre() {
        try (var customers = withOphelia(settings)) {
            customers.alsoIn(
                    "index",
                    subject -> {
                        throw new IllegalStateException("out of reach");
                    });

            Erasure erasure = customers.erase("c-1");

            assertThat(erasure.isComplete()).isFalse();
            assertThat(erasure.copies().getLast().problem())
                    .hasValueSatisfying(why -> assertThat(why).contains("out of reach"));
            assertThat(customers.names).isEmpty();
        }
    }

    @Test
    void nothingPersonalIsRecordedOfASubjectThatWasErased() {
        try (var customers = withOphelia(settings)) {
            customers.erase("c-1");
            customers.erase("c-9");

            assertThatExceptionOfType(SubjectErasedException.class)
                    .isThrownBy(() -> customers.save(Customer.register("c-9", CANARY, 1)))
                    .withMessageContaining("c-9");
            Customer customer = customers.get("c-1");
            customer.recommend("c-2", "still friends");
            customers.save(customer);
            assertThat(customers.get("c-1").state().recommendations()).isEqualTo(2);
        }
    }

    @Test
    void eachApplicationSeesAnErasureAtOnceCachedOrNot() {
        Settings cached = settings.with("AGGREGATE_CACHE_MAXSIZE", "0");
        try (var customers = withOphelia(cached)) {
            assertThat(customers.get("c-1").state().name().isErased()).isFalse();

            // As another process does, of which this one is not told.
            SubjectKeys.inFolder(folder.resolve("keys")).erase("c-1");

            assertThat(
                            customers
                                    .repository()
                                    .get(Customer.class, "c-1", LoadPolicy.cached())
                                    .state()
                                    .name()
                                    .isErased())
                    .isTrue();
        }
    }

    @Test
    void aMissingKeyIsAnErrorOrErasedAsIsSaid() {
        try (var customers = withOphelia(settings)) {
            Mapper mapper = new Mapper(customers.events().mapper().types(), new JsonTranscoder());
            PersonalData lost = PersonalData.with(SubjectKeys.inMemory());
            var recorder = customers.events().recorder();
            var failing = new EventStore(mapper.with(lost), recorder);
            var erased = new EventStore(mapper.with(lost.readingMissingAsErased()), recorder);

            assertThatExceptionOfType(UnreadableEventException.class)
                    .isThrownBy(() -> failing.get(AggregateSelection.of("c-1")).toList())
                    .withMessageContaining("MISSING_SUBJECT_KEYS")
                    .withCauseInstanceOf(SubjectKeyNotFoundException.class);
            assertThat(erased.get(AggregateSelection.of("c-1")).toList().getFirst().event())
                    .isEqualTo(
                            new Customer.Event.Registered(
                                    Erasable.erased(), Erasable.erased(), Erasable.erased(), 7));
        }
    }

    @Test
    void keysThatAreOutOfReachMakeNothingUnreadable() {
        var distant = new DistantKeys(keys);
        Settings far = settings.using(SubjectKeys.class, distant);
        try (var customers = withOphelia(far)) {
            distant.whileOutOfReach(
                    () -> {
                        assertThatExceptionOfType(SubjectKeysUnavailableException.class)
                                .isThrownBy(() -> customers.get("c-1"));
                        assertThatExceptionOfType(SubjectKeysUnavailableException.class)
                                .isThrownBy(() -> firstOf(customers))
                                .withMessageContaining("far away");
                        assertThatExceptionOfType(SubjectKeysUnavailableException.class)
                                .isThrownBy(() -> customers.erase("c-1"));
                    });

            assertThat(firstOf(customers)).isInstanceOf(Customer.Event.Registered.class);
            assertThat(customers.get("c-1").state().name()).isEqualTo(Erasable.of(CANARY));
            assertThat(customers.events().recorder().head()).isEqualTo(2);
        }
    }

    @Test
    void aSnapshotWhoseKeysWereOutOfReachIsTakenLater() {
        var distant = new DistantKeys(keys);
        // Four personal components are saved; then comes the snapshot.
        distant.loseAfter(4);
        try (var customers = withOphelia(settings.using(SubjectKeys.class, distant))) {
            assertThat(failures)
                    .singleElement()
                    .satisfies(told -> assertThat(told.toString()).contains("far away"));
            distant.find();

            customers.get("c-1");

            assertThat(customers.events().recorder().snapshotVersions("c-1", "Customer.State"))
                    .containsExactly(2L);
        }
    }

    @Test
    void aCopyThatWasMadeBeforeAnErasureIsErasedWithTheLog() throws IOException {
        Path file = folder.resolve("export");
        try (var customers = withOphelia(settings);
                var copy = MemoryRecorder.open("Customers")) {
            LogExport.of(customers.events().recorder()).write(file);
            LogImport.into(copy).read(file);
            var events = new EventStore(customers.events().mapper(), copy);
            assertThat(nameIn(events)).isEqualTo(Erasable.of(CANARY));
            assertThat(Files.readString(file)).doesNotContain(CANARY);

            customers.erase("c-1");

            assertThat(nameIn(events)).isEqualTo(Erasable.erased());
            try (var later = MemoryRecorder.open("Customers")) {
                LogImport.into(later).read(file);
                assertThat(nameIn(new EventStore(customers.events().mapper(), later)))
                        .isEqualTo(Erasable.erased());
            }
        }
    }

    private static Erasable<String> nameIn(EventStore events) {
        try (var read = events.get(AggregateSelection.of("c-1"))) {
            return ((Customer.Event.Registered) read.toList().getFirst().event()).name();
        }
    }

    /** Returns what a follower is given first. */
    private static Object firstOf(Customers customers) {
        try (var subscription = customers.events().subscribe(LogSelection.all())) {
            return subscription.iterator().next().domainEvents().getFirst().event();
        }
    }

    @Test
    void theSettingSaysWhatAMissingKeyMeans() throws IOException {
        Settings erased = settings.with("MISSING_SUBJECT_KEYS", "erased");
        try (var customers = withOphelia(erased)) {
            try (var files = Files.list(folder.resolve("keys"))) {
                for (Path each : files.toList()) {
                    Files.delete(each);
                }
            }

            assertThat(customers.get("c-1").state().name().isErased()).isTrue();
        }
    }

    @Test
    void withoutKeysTheApplicationIsNotMade() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new Customers(recorder.in(folder)))
                .withMessageContaining("SUBJECT_KEYS_FOLDER")
                .withMessageContaining("Customer");
    }

    @Test
    void sealedDataThatWasMovedToAnotherEventDoesNotOpen() {
        try (var customers = withOphelia(settings)) {
            customers.save(Customer.register("c-3", "Gertrude", 7));
            var log = customers.events().recorder().readLog(LogSelection.all()).notifications();
            StoredEvent ophelia = log.getFirst().storedEvent();
            StoredEvent gertrude = log.getLast().storedEvent();
            var moved =
                    new StoredEvent(
                            gertrude.id(),
                            gertrude.origin(),
                            gertrude.type(),
                            gertrude.typeVersion(),
                            gertrude.tags(),
                            gertrude.timestamp(),
                            gertrude.metadata(),
                            ophelia.data());

            assertThatExceptionOfType(UnreadableEventException.class)
                    .isThrownBy(() -> customers.events().mapper().toDomain(moved))
                    .matches(e -> !String.valueOf(e.getMessage()).contains(CANARY));
        }
    }

    @Test
    void itIsSecretTwiceWhereEverythingIsEncrypted() {
        Settings encrypted =
                settings.with("CIPHER_KEY", "k:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
                        .with("COMPRESSOR", "zlib");
        try (var customers = withOphelia(encrypted)) {
            assertThat(customers.get("c-1").state().name()).isEqualTo(Erasable.of(CANARY));
            assertThat(storedText(customers)).doesNotContain("points");

            customers.erase("c-1");

            assertThat(customers.get("c-1").state().name().find()).isEqualTo(Optional.empty());
        }
        assertThat(failures).isEmpty();
    }
}
