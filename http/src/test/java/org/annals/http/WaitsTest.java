package org.annals.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.application.NotificationLog;
import org.annals.application.Section;
import org.annals.persistence.LogIdentity;
import org.annals.persistence.LogPage;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Subscription;
import org.annals.recording.Joining;
import org.annals.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** That waits are answered when there is something, and end in time. */
final class WaitsTest {
    private final DogSchool school = new DogSchool(Settings.only(Map.of()));
    private final WatchedLog log = new WatchedLog(school.notificationLog());
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        school.close();
        http.close();
    }

    @Test
    void aWaitIsAnsweredAsSoonAsThereIsSomething() throws Exception {
        try (var server = NotificationLogServer.builder().serve("x", log).open()) {
            var answer = ask(server, "wait=30000");
            log.awaitSubscriptions(1);
            school.record(1);

            assertThat(answer.get(10, TimeUnit.SECONDS).body()).contains("\"position\":1");
        }
    }

    @Test
    void aWaitEndsWhenItsTimeIsOver() throws Exception {
        try (var server = NotificationLogServer.builder().serve("x", log).open()) {
            assertThat(ask(server, "wait=50").get(10, TimeUnit.SECONDS).body())
                    .isEqualTo("{\"notifications\":[],\"scannedTo\":0,\"head\":0}");
        }
    }

    @Test
    void aServerThatIsClosedEndsItsWaitsAtOnce() throws Exception {
        var server = NotificationLogServer.builder().serve("x", log).open();
        var answer = ask(server, "wait=30000");
        log.awaitSubscriptions(1);
        long begun = System.nanoTime();
        server.close();

        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void anAnswerThatIsBeingReadIsReadToItsEndThoughTheServerCloses() throws Exception {
        // More than the network keeps by itself, so that sending it takes until it is read.
        String dog = school.record(1);
        for (int i = 0; i < 16; i++) {
            school.addTrick(dog, "x".repeat(1_000_000));
        }
        var server = NotificationLogServer.builder().serve("x", log).open();
        URI uri = server.uri();
        try (var slow = new Socket()) {
            slow.setReceiveBufferSize(4096);
            slow.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
            slow.setSoTimeout(10_000);
            slow.getOutputStream()
                    .write(
                            "GET /logs/x/notifications HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                                    .formatted(uri.getHost())
                                    .getBytes(StandardCharsets.US_ASCII));
            int first = slow.getInputStream().read();
            var closing = Thread.ofPlatform().name("closing").start(server::close);
            awaitRefusal(uri);

            assertThat(first).isEqualTo('H');
            assertThat(new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("\"head\":17}");
            assertThat(Joining.joinWithin(closing, Duration.ofSeconds(10))).isTrue();
        }
    }

    /** Waits until the server answers no more: that it closes, or nothing at all. */
    private void awaitRefusal(URI server) throws Exception {
        HttpRequest about = HttpRequest.newBuilder(URI.create(server + "/logs/x")).build();
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < end) {
            try {
                if (http.send(about, BodyHandlers.ofString()).statusCode() != 200) {
                    return;
                }
            } catch (IOException e) {
                return;
            }
        }
        throw new AssertionError("The server goes on after ten seconds.");
    }

    @Test
    void aServerThatIsClosedLeavesNoThread() throws Exception {
        var server = NotificationLogServer.builder().serve("x", log).open();
        ask(server, "wait=1").get(10, TimeUnit.SECONDS);
        List<Thread> begun =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(each -> each.getName().matches("(annals-http|HTTP-Disp).*"))
                        .toList();
        server.close();

        assertThat(begun).isNotEmpty();
        assertThat(begun).allMatch(each -> Joining.joinWithin(each, Duration.ofSeconds(5)));
    }

    @Test
    void whereTooManyWaitOneIsAnsweredAtOnce() throws Exception {
        try (var server = NotificationLogServer.builder().serve("x", log).maxWaits(2).open()) {
            var waiting = List.of(ask(server, "wait=30000"), ask(server, "wait=30000"));
            log.awaitSubscriptions(2);

            assertThat(ask(server, "wait=30000").get(10, TimeUnit.SECONDS).body())
                    .contains("\"notifications\":[]");
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            school.record(1);
            for (var each : waiting) {
                assertThat(each.get(10, TimeUnit.SECONDS).body()).contains("\"position\":1");
            }
        }
    }

    @Test
    void aSubscriptionToAServerThatNeverWaitsStillFindsWhatComes() {
        try (var server = NotificationLogServer.builder().serve("x", log).maxWaits(0).open();
                var remote = RemoteNotificationLog.builder(server.uri(), "x").open();
                var pages = remote.subscribe(LogSelection.all())) {
            var each = pages.iterator();
            for (int position = 1; position <= 5; position++) {
                school.record(1);
                assertThat(each.next().scannedTo()).isEqualTo(position);
            }
            assertThat(log.begun.availablePermits()).isZero();
        }
    }

    private CompletableFuture<HttpResponse<String>> ask(
            NotificationLogServer server, String query) {
        URI uri = URI.create(server.uri() + "/logs/x/notifications?" + query);
        return http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    /** A log that tells how often it was subscribed to. */
    private record WatchedLog(NotificationLog log, Semaphore begun) implements NotificationLog {
        WatchedLog(NotificationLog log) {
            this(log, new Semaphore(0));
        }

        void awaitSubscriptions(int count) throws InterruptedException {
            assertThat(begun.tryAcquire(count, 10, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public Subscription<LogPage> subscribe(LogSelection selection) {
            Subscription<LogPage> pages = log.subscribe(selection);
            begun.release();
            return pages;
        }

        @Override
        public LogIdentity identity() {
            return log.identity();
        }

        @Override
        public long head() {
            return log.head();
        }

        @Override
        public int sectionSize() {
            return log.sectionSize();
        }

        @Override
        public LogPage select(LogSelection selection) {
            return log.select(selection);
        }

        @Override
        public Section section(String id) {
            return log.section(id);
        }

        @Override
        public LogPage pull(LogSelection selection) {
            return log.pull(selection);
        }
    }
}
