package org.annals.examples.selftest;

import org.annals.domain.EventTag;
import org.annals.persistence.Query;
import org.annals.persistence.QueryItem;
import org.annals.testkit.network.Direction;
import org.annals.testkit.network.FaultyProxy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Four writers in two processes and four subscribers, each process and all subscribers behind a
 * proxy of their own, while one thing after another goes wrong.
 */
final class Hunt implements AutoCloseable {
    /** How many writers there are. */
    static final int LANES = 4;

    // An append may take a minute, and then has to be asked for again.
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(3);
    private static final int TICK = 100;
    private static final int AT_WORK = 20;
    private static final int LAG = 300;
    private static final int SHORT_TICK = 5;
    private static final int MOST_TICKS = 400;

    private final Options options;
    private final OwnSchema schema;
    private final Journal journal;
    private final Rows rows;
    private final TrueLog log;
    private final Chronicle chronicle;
    private final Tally faults = new Tally();
    private final List<FaultyProxy> proxies = new ArrayList<>();
    private final List<Child> children = new ArrayList<>();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final PageReader pageReader;
    private final List<String> faultNames = new ArrayList<>();
    private final List<Injector> injectors;
    private long start = System.nanoTime();
    private Duration took = Duration.ZERO;
    private boolean hasBegun;

    Hunt(Options options, OwnSchema schema, Journal journal) throws SQLException {
        this.options = options;
        this.schema = schema;
        this.journal = journal;
        this.rows = new Rows(schema.name());
        this.log = new TrueLog(options.database().open(schema.name()));
        this.chronicle = new Chronicle(log, journal);
        rows.create(schema);
        for (int i = 0; i < 2; i++) {
            children.add(
                    new Child(
                            behindAProxy(),
                            schema,
                            List.of(2 * i, 2 * i + 1),
                            options.seed(),
                            chronicle));
        }
        Database ofReaders = behindAProxy();
        addSubscribers(ofReaders);
        this.pageReader = new PageReader(ofReaders, schema, random(1), chronicle);
        var network = new NetworkFaults(proxies, isEncrypted(schema));
        this.injectors =
                List.of(
                        injector("network", List.of(), network.faults(), 2),
                        injector("processes", options.more(), faultsOfProcesses(), 3));
    }

    private static boolean isEncrypted(OwnSchema schema) throws SQLException {
        return schema.number(
                        "SELECT count(*) FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl")
                > 0;
    }

    private Random random(int number) {
        return new Random(options.seed() * 31 + number);
    }

    private Injector injector(String name, List<Fault> first, List<Fault> others, int number) {
        Random random = random(number);
        List<Fault> injected = new ArrayList<>(others);
        Collections.shuffle(injected, random);
        injected.addAll(0, first);
        injected.forEach(fault -> faultNames.add(fault.name()));
        return new Injector(name, injected, random.nextLong(), faults, journal);
    }

    private Database behindAProxy() {
        Database database = options.database();
        var proxy = FaultyProxy.to(database.host(), database.port());
        proxies.add(proxy);
        return database.behind(proxy.host(), proxy.port());
    }

    private void addSubscribers(Database database) {
        EventTag first = Vocabulary.topic(0);
        Query twoItems =
                Query.of(
                        new QueryItem(Set.of(Vocabulary.NOTED), Set.of(Vocabulary.topic(1))),
                        QueryItem.ofTags(Vocabulary.lane(0)));
        subscribers.add(subscriber("everything", database, Query.all(), 500));
        subscribers.add(subscriber("by type", database, Query.ofTypes(Vocabulary.TAKEN), 100));
        subscribers.add(subscriber("by tag", database, Query.ofTags(first), 50));
        subscribers.add(
                new Subscriber(
                        "by two items, slowly",
                        () -> database.open(schema.name()),
                        twoItems,
                        3,
                        random(4),
                        chronicle));
    }

    private Subscriber subscriber(String name, Database database, Query query, int pageSize) {
        return new Subscriber(
                name, () -> database.open(schema.name()), query, pageSize, null, chronicle);
    }

    private List<Fault> faultsOfProcesses() {
        List<Fault> list = new ArrayList<>();
        list.add(new Fault("kill -9", Duration.ZERO, random -> any(children, random)::kill));
        list.add(new Fault("kill -9 behind a lag", Duration.ZERO, this::killBehindALag));
        if (Child.canBeStopped()) {
            list.add(
                    new Fault(
                            "processes stopped",
                            Duration.ofSeconds(5),
                            random -> any(children, random).stop()));
        }
        list.add(
                new Fault(
                        "backends ended",
                        Duration.ZERO,
                        random -> () -> schema.endBackends(random) > 0));
        list.add(
                new Fault(
                        "recorders reopened",
                        Duration.ZERO,
                        random -> any(children, random)::reopen));
        list.add(
                new Fault(
                        "subscribers reopened",
                        Duration.ZERO,
                        random -> any(subscribers, random)::reopen));
        return list;
    }

    // Replies are on their way for long, so that some commits are done and not yet told.
    private Fault.Ending killBehindALag(Random random) {
        int number = random.nextInt(children.size());
        FaultyProxy proxy = proxies.get(number);
        for (int tick = 0; tick < MOST_TICKS && !children.get(number).isAtWork(); tick++) {
            Pause.millis(SHORT_TICK);
        }
        proxy.delay(Direction.TO_CLIENT, Duration.ofMillis(LAG));
        Pause.millis(LAG / 2);
        return () -> {
            boolean hasStruck = children.get(number).kill();
            proxy.heal();
            return hasStruck;
        };
    }

    private static <T> T any(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Hunts until the time is over, something is found or somebody asks for an end. */
    void run(BooleanSupplier isBrokenOff, Progress progress) {
        chronicle.start();
        subscribers.forEach(Subscriber::start);
        pageReader.start();
        children.forEach(Child::start);
        // Processes take their time to start, which is not the hunt's.
        Patience patience = patience(isBrokenOff);
        hasBegun = patience.outlasts(() -> Math.max(0, AT_WORK - chronicle.deeds().recorded()));
        start = System.nanoTime();
        if (!hasBegun) {
            obstructUnlessOver("The writers did not get to work.", isBrokenOff);
            return;
        }
        injectors.forEach(Injector::start);
        while (elapsed().compareTo(options.duration()) < 0 && !patience.isOver().getAsBoolean()) {
            Pause.millis(TICK);
            progress.hunts(state());
            requireOutcomes();
        }
        took = elapsed();
        injectors.forEach(Injector::close);
    }

    private Patience patience(BooleanSupplier isBrokenOff) {
        return new Patience(
                PATIENCE, log::silence, () -> chronicle.isOver() || isBrokenOff.getAsBoolean());
    }

    private void obstructUnlessOver(String why, BooleanSupplier isBrokenOff) {
        if (!chronicle.isOver() && !isBrokenOff.getAsBoolean()) {
            chronicle.obstruct(why);
        }
    }

    private void requireOutcomes() {
        List<Integer> silent = chronicle.silentFor(LONGEST_SILENCE);
        if (!silent.isEmpty()) {
            chronicle.findStrange(
                    "For %d minutes nobody was told what became of any append of the writers %s, which wait for %s"
                            .formatted(LONGEST_SILENCE.toMinutes(), silent, waiting()));
        }
    }

    private List<List<String>> waiting() {
        return children.stream().map(Child::waiting).toList();
    }

    private Progress.State state() {
        String now =
                injectors.stream()
                        .map(Injector::now)
                        .filter(each -> !each.isEmpty())
                        .findFirst()
                        .orElse("");
        return new Progress.State(
                elapsed(),
                options.duration(),
                chronicle.end(),
                faults.sum(),
                now,
                chronicle.findings());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Returns how long it was hunted. */
    Duration took() {
        return took;
    }

    /** Returns whether writers got to work. */
    boolean hasBegun() {
        return hasBegun;
    }

    /** Lets everyone finish in peace, and returns what there is to say. */
    Judgement finish(BooleanSupplier isBrokenOff) {
        try {
            Patience patience = patience(isBrokenOff);
            return isFinished(patience) ? chronicle.finish() : chronicle.breakOff();
        } catch (SQLException | RuntimeException e) {
            // What was found is found.
            chronicle.obstruct("It could not be looked at to the end: " + e);
            return chronicle.breakOff();
        }
    }

    private boolean isFinished(Patience patience) throws SQLException {
        if (patience.isOver().getAsBoolean()) {
            return false;
        }
        pageReader.close();
        proxies.forEach(FaultyProxy::heal);
        children.forEach(Child::goOn);
        children.forEach(Child::end);
        if (!patience.outlasts(() -> children.stream().filter(each -> !each.hasEnded()).count())) {
            return standsStill("writers still wait for " + waiting(), patience);
        }
        long seen = chronicle.end();
        String events = schema.table("selftest_events");
        long head = schema.number("SELECT coalesce(max(position), 0) FROM " + events);
        long count = schema.number("SELECT count(*) FROM " + events);
        if (head != count || head < seen) {
            chronicle.findStrange(
                    "the head is %d, there are %d events, and the log was seen to %d"
                            .formatted(head, count, seen));
            return false;
        }
        if (!patience.outlasts(() -> chronicle.left(head))) {
            return standsStill(
                    "followers still lack %,d events of %,d".formatted(chronicle.backlog(), head),
                    patience);
        }
        subscribers.forEach(Subscriber::close);
        rows.contradictions(schema).forEach(chronicle::findStrange);
        return true;
    }

    private boolean standsStill(String what, Patience patience) {
        if (log.silence().compareTo(Patience.AWAY) > 0) {
            chronicle.obstruct(
                    "The database was away for %d s.".formatted(log.silence().toSeconds()));
        } else if (!patience.isOver().getAsBoolean()) {
            chronicle.findStrange(
                    "Nothing goes wrong any more, and after %d s %s"
                            .formatted(PATIENCE.toSeconds(), what));
        }
        return false;
    }

    /** Returns what has happened. */
    Coverage coverage() {
        return new Coverage(
                took,
                chronicle.deeds(),
                faults.counts(),
                faultNames,
                chronicle.pages(),
                chronicle.fewestDelivered());
    }

    Chronicle chronicle() {
        return chronicle;
    }

    Tally faults() {
        return faults;
    }

    /** Ends everything that it has begun, whatever of it fails. */
    @Override
    public void close() {
        injectors.forEach(each -> quietly(each::close));
        children.forEach(each -> quietly(each::close));
        subscribers.forEach(each -> quietly(each::close));
        quietly(pageReader::close);
        quietly(chronicle::close);
        proxies.forEach(each -> quietly(each::close));
        quietly(log::close);
    }

    private void quietly(Runnable closing) {
        try {
            closing.run();
        } catch (RuntimeException e) {
            journal.add("closing fails: " + e);
        }
    }
}
