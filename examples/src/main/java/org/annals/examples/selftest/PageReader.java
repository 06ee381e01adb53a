package org.annals.examples.selftest;

import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Query;
import org.annals.persistence.RecorderClosedException;
import org.annals.persistence.RecorderUnavailableException;
import org.annals.postgres.PostgresRecorder;
import org.annals.recording.Joining;

import java.util.List;
import java.util.Random;

/** One who reads pages near the end of the log, and tells the chronicle what it has read. */
final class PageReader implements AutoCloseable {
    private static final int LOOK_BACK = 300;
    private static final int LARGEST_PAGE = 40;
    private static final int BETWEEN_PAGES = 10;

    private final Database database;
    private final String schema;
    private final Random random;
    private final Chronicle chronicle;
    private final Thread thread;
    private volatile boolean isClosed;

    PageReader(Database database, OwnSchema schema, Random random, Chronicle chronicle) {
        this.database = database;
        this.schema = schema.name();
        this.random = random;
        this.chronicle = chronicle;
        this.thread = Thread.ofPlatform().name("annals-page-reader").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!isClosed) {
            try (PostgresRecorder recorder = database.open(schema)) {
                while (!isClosed) {
                    // Each page is compared with the log, which may be slow to read.
                    if (!chronicle.isBehind()) {
                        read(recorder);
                    }
                    Pause.millis(random.nextInt(BETWEEN_PAGES));
                }
            } catch (RecorderClosedException | RecorderUnavailableException e) {
                Pause.millis(20);
            } catch (RuntimeException | Error e) {
                chronicle.findStrange("A page ended in " + e);
                return;
            }
        }
    }

    private void read(PostgresRecorder recorder) {
        long acknowledged = chronicle.acknowledged();
        List<Query> queries = Vocabulary.queries();
        long after = Math.max(0, acknowledged - random.nextInt(LOOK_BACK));
        LogSelection selection =
                LogSelection.all()
                        .after(after)
                        .matching(queries.get(random.nextInt(queries.size())))
                        .limit(1 + random.nextInt(LARGEST_PAGE));
        if (random.nextInt(3) == 0) {
            selection = selection.upTo(after + random.nextInt(LOOK_BACK));
        }
        if (random.nextInt(4) == 0) {
            selection = selection.backwards();
        }
        LogPage page = recorder.readLog(selection);
        chronicle.page(selection, page, acknowledged);
    }

    @Override
    public void close() {
        isClosed = true;
        Joining.join(thread);
    }
}
