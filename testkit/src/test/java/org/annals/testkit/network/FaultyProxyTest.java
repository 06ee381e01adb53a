package org.annals.testkit.network;

import static org.annals.testkit.network.Direction.TO_CLIENT;
import static org.annals.testkit.network.Direction.TO_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

@Timeout(60)
final class FaultyProxyTest {
    private static final Duration FOREVER = Duration.ofDays(1);
    private static final Duration MOMENT = Duration.ofMillis(100);

    private EchoServer server;
    private FaultyProxy proxy;

    @BeforeEach
    void open() throws IOException {
        server = EchoServer.start();
        proxy = FaultyProxy.to(server.host(), server.port());
    }

    /** Whatever went wrong in a test, closing is prompt and leaves nothing. */
    @AfterEach
    void close() throws Exception {
        proxy.close();
        server.stop();

        assertThat(proxy.openConnectionCount()).isZero();
        assertThat(threads()).isEmpty();
    }

    @Test
    void everythingPassesAtFirst() throws Exception {
        try (var one = EchoClient.connect(proxy);
                var two = EchoClient.connect(proxy)) {
            assertThat(one.ask("sit")).isEqualTo("sit");
            assertThat(two.ask("roll over")).isEqualTo("roll over");
            String much = "wag ".repeat(100_000);
            assertThat(one.ask(much)).isEqualTo(much);
            assertThat(proxy.connectionCount()).isEqualTo(2);
            assertThat(proxy.openConnectionCount()).isEqualTo(2);
        }
        await(() -> proxy.openConnectionCount() == 0);
        assertThat(proxy.connectionCount()).isEqualTo(2);
        assertThat(proxy.cutCount()).isZero();
    }

    @Test
    void aClientThatLeavesIsSeenToLeave() throws Exception {
        try (var client = EchoClient.connect(proxy)) {
            client.send("sit");
            assertThat(server.hears()).isEqualTo("sit");
        }
        assertThat(server.hears()).isIn(EchoServer.GOOD_BYE, EchoServer.BROKEN);
    }

    @Test
    void aServerThatIsDownEndsTheConnection() throws Exception {
        server.stop();
        try (var client = EchoClient.connect(proxy)) {
            assertThatThrownBy(() -> client.ask("sit")).isInstanceOf(IOException.class);
        }
        await(() -> proxy.openConnectionCount() == 0);
    }

    @Test
    void aDelayPutsOffWhatGoesInOneDirection() throws Exception {
        try (var client = EchoClient.connect(proxy)) {
            proxy.delay(TO_CLIENT, FOREVER);
            client.send("sit");

            assertThat(server.hears()).isEqualTo("sit");
            assertThat(client.receivesNoMoreThan()).isEmpty();

            proxy.heal();
            assertThat(client.receive()).isEqualTo("sit");
        }
    }

    @Test
    void aDelayIsKept() throws Exception {
        try (var client = EchoClient.connect(proxy)) {
            proxy.delay(TO_SERVER, Duration.ofMillis(30));
            proxy.delay(TO_CLIENT, Duration.ofMillis(40));
            long start = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                assertThat(client.ask("sit")).isEqualTo("sit");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(210));
        }
    }

    @Test
    void aDelayThatIsSetAgainEndsTheLongerOne() throws Exception {
        try (var client = EchoClient.connect(proxy)) {
            proxy.delay(TO_SERVER, FOREVER);
            client.send("sit");
            assertThat(client.receivesNoMoreThan()).isEmpty();

            proxy.delay(TO_SERVER, Duration.ZERO);

            assertThat(client.receive()).isEqualTo("sit");
        }
    }

    @Test
    void bytesTrickleOneByOne() throws Exception {
        try (var client = EchoClient.connect(proxy)) {
            proxy.trickle(TO_CLIENT, FOREVER);
            client.send("sit");
            assertThat(client.receivesNoMoreThan()).isEqualTo("s");

            proxy.trickle(TO_CLIENT, Duration.ofMillis(2));
            assertThat(client.receive()).isEqualTo("sit");
            long start = System.nanoTime();
            assertThat(client.ask("0123456789".repeat(5))).hasSize(50);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void cuttingEndsEveryConnectionThatThereIsAndNoLaterOne() throws Exception {
        try (var one = EchoClient.connect(proxy);
                var two = EchoClient.connect(proxy)) {
            one.ask("sit");
            two.ask("sit");

            proxy.cut();

            assertThatThrownBy(one::receive).isInstanceOf(IOException.class);
            assertThatThrownBy(two::receive).isInstanceOf(IOException.class);
            assertThat(proxy.cutCount()).isEqualTo(2);
        }
        try (var later = EchoClient.connect(proxy)) {
            assertThat(later.ask("sit")).isEqualTo("sit");
        }
    }

    @Test
    void eachConnectionIsCutAfterSomeBytesOfItsOwn() throws Exception {
        try (var present = EchoClient.connect(proxy)) {
            present.ask("these do not count");
            proxy.cutEachAfter(TO_CLIENT, 6);
            try (var future = EchoClient.connect(proxy)) {
                for (var client : List.of(present, future)) {
                    assertThat(client.ask("sit")).isEqualTo("sit");
                    assertThatExceptionOfType(EOFException.class)
                            .isThrownBy(() -> client.ask("stay"))
                            .withMessage("After 'st'");
                }
            }
        }
        assertThat(proxy.cutCount()).isEqualTo(2);
    }

    @Test
    void aConnectionIsCutAsSoonAsTheBytesHaveGone() throws Exception {
        try (var client = EchoClient.connect(proxy)) {
            proxy.cutEachAfter(TO_CLIENT, 4);

            assertThat(client.ask("sit")).isEqualTo("sit");
            assertThatThrownBy(client::receive).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aConnectionIsCutInTheMiddleOfARequest() throws Exception {
        try (var client = EchoClient.connect(proxy)) {
            proxy.cutEachAfter(TO_SERVER, 2);

            assertThatThrownBy(() -> client.ask("sit")).isInstanceOf(IOException.class);
            // The last line that a reader sees may have no end.
            assertThat(server.hears()).isEqualTo("si");
        }
    }

    @Test
    void oneConnectionIsCutAndTheOthersAreNot() throws Exception {
        proxy.cutOneAfter(TO_CLIENT, 0);
        try (var first = EchoClient.connect(proxy);
                var second = EchoClient.connect(proxy)) {
            assertThatThrownBy(() -> first.ask("sit")).isInstanceOf(IOException.class);
            assertThat(second.ask("sit")).isEqualTo("sit");
            assertThat(second.ask("stay")).isEqualTo("stay");
        }
        assertThat(proxy.cutCount()).isOne();
    }

    @Test
    void whatIsSentInSilenceIsHeldBackAndNotLost() throws Exception {
        try (var present = EchoClient.connect(proxy)) {
            present.ask("sit");
            proxy.goSilent();
            try (var future = EchoClient.connect(proxy)) {
                present.send("one");
                future.send("two");
                server.say("three");
                assertThat(present.receivesNoMoreThan()).isEmpty();
                assertThat(future.receivesNoMoreThan()).isEmpty();
                assertThat(server.hears()).isEqualTo("sit");
                assertThat(server.rest()).isEmpty();

                proxy.heal();

                assertThat(List.of(present.receive(), present.receive()))
                        .containsExactlyInAnyOrder("one", "three");
                assertThat(future.receive()).isIn("two", "three");
            }
        }
    }

    @Test
    void inSilenceNobodySeesTheOtherGo() throws Exception {
        try (var client = EchoClient.connect(proxy)) {
            try (var leaving = EchoClient.connect(proxy)) {
                leaving.ask("sit");
                assertThat(server.hears()).isEqualTo("sit");
                proxy.goSilent();
            }
            assertThat(client.receivesNoMoreThan()).as("a moment is over").isEmpty();
            assertThat(server.rest()).isEmpty();

            proxy.heal();
            assertThat(server.hears()).isIn(EchoServer.GOOD_BYE, EchoServer.BROKEN);

            client.ask("stay");
            proxy.goSilent();
            server.stop();
            assertThat(client.receivesNoMoreThan()).isEmpty();

            proxy.heal();
            assertThatThrownBy(client::receive).isInstanceOf(IOException.class);
        }
    }

    @Test
    void repliesAreDroppedThoughTheServerActs() throws Exception {
        try (var client = EchoClient.connect(proxy)) {
            proxy.dropReplies();
            client.send("sit");

            assertThat(server.hears()).isEqualTo("sit");
            assertThat(client.receivesNoMoreThan()).isEmpty();

            proxy.heal();
            assertThat(client.ask("stay")).as("what was dropped is lost").isEqualTo("stay");
        }
    }

    @Test
    void aReplyIsLostThoughTheServerActs() throws Exception {
        // @start region="lost-reply"
        try (var proxy = FaultyProxy.to(server.host(), server.port());
                var client = EchoClient.connect(proxy)) {
            proxy.loseNextReply();

            assertThatExceptionOfType(EOFException.class).isThrownBy(() -> client.ask("pay"));
            assertThat(server.hears()).isEqualTo("pay");
        }
        // @end
    }

    @Test
    void oneReplyIsLostAndOnlyOfARequestThatCameLater() throws Exception {
        try (var client = EchoClient.connect(proxy);
                var other = EchoClient.connect(proxy)) {
            client.ask("sit");
            other.ask("sit");
            proxy.loseNextReply();
            server.say("nobody asked");
            assertThat(client.receive()).isEqualTo("nobody asked");
            assertThat(other.receive()).isEqualTo("nobody asked");
            proxy.delay(TO_CLIENT, FOREVER);
            other.send("come");
            awaitHeard("come");
            proxy.loseNextReply();
            proxy.delay(TO_CLIENT, Duration.ZERO);
            assertThat(other.receive()).as("asked before").isEqualTo("come");
            assertThat(proxy.cutCount()).isZero();

            assertThatThrownBy(() -> client.ask("stay")).isInstanceOf(EOFException.class);

            assertThat(other.ask("stay")).isEqualTo("stay");
            assertThat(proxy.cutCount()).isOne();
        }
    }

    @Test
    void aClientThatLeavesUnansweredTakesNoLossWithIt() throws Exception {
        try (var client = EchoClient.connect(proxy)) {
            client.ask("sit");
            assertThat(server.hears()).isEqualTo("sit");
            proxy.delay(TO_CLIENT, FOREVER);
            proxy.loseNextReply();
            try (var leaving = EchoClient.connect(proxy)) {
                leaving.send("bye");
                assertThat(server.hears()).isEqualTo("bye");
            }
            await(() -> proxy.openConnectionCount() == 1);
            proxy.delay(TO_CLIENT, Duration.ZERO);

            assertThatThrownBy(() -> client.ask("stay")).isInstanceOf(EOFException.class);
        }
        assertThat(proxy.roundTripCount()).as("one was answered, one would have been").isEqualTo(2);
    }

    @Test
    void aServerThatLosesAReplyMayFinishAndSeesItsClientLeaveInOrder() throws Exception {
        try (var client = EchoClient.connect(proxy)) {
            proxy.loseNextReply();
            // More than the buffers between server and proxy take, so that the server is at it.
            String request = "wag ".repeat(4_000_000);

            assertThatThrownBy(() -> client.ask(request)).isInstanceOf(IOException.class);

            assertThat(server.hears()).isEqualTo(request);
            assertThat(server.hears()).isEqualTo(EchoServer.GOOD_BYE);
            await(() -> proxy.openConnectionCount() == 0);
        }
    }

    @Test
    void aLossThatIsHealedStrikesNobody() throws Exception {
        try (var client = EchoClient.connect(proxy)) {
            proxy.delay(TO_CLIENT, FOREVER);
            proxy.loseNextReply();
            client.send("sit");
            server.hears();

            proxy.heal();

            assertThat(client.receive()).isEqualTo("sit");
        }
    }

    @Test
    void newConnectionsAreRefusedAndOldOnesStay() throws Exception {
        try (var present = EchoClient.connect(proxy)) {
            present.ask("sit");
            proxy.refuse();

            assertThatThrownBy(() -> EchoClient.connect(proxy))
                    .isInstanceOf(ConnectException.class);
            assertThat(present.ask("stay")).isEqualTo("stay");
        }
        proxy.refuse();
        proxy.heal();
        try (var future = EchoClient.connect(proxy)) {
            assertThat(future.ask("sit")).isEqualTo("sit");
        }
    }

    @Test
    void whatNobodyAskedForIsDroppedAndRepliesAreNot() throws Exception {
        try (var client = EchoClient.connect(proxy)) {
            client.ask("sit");
            proxy.dropUnasked(MOMENT);
            assertThat(client.receivesNoMoreThan()).as("a moment is over").isEmpty();
            server.say("news");
            server.say("more news");
            assertThat(client.receivesNoMoreThan()).isEmpty();

            assertThat(client.ask("stay")).isEqualTo("stay");

            proxy.heal();
            server.say("old news");
            assertThat(client.receive()).isEqualTo("old news");
        }
    }

    @Test
    void ofWhatNobodyAskedForOnlyWhatIsRecognisedIsDropped() throws Exception {
        try (var client = EchoClient.connect(proxy)) {
            client.ask("sit");
            proxy.dropUnasked(chunk -> new String(chunk, UTF_8).startsWith("news"));
            server.say("news");
            // Said in one breath they could come as one chunk.
            await(() -> proxy.lossCount() == 1);
            server.say("weather");
            assertThat(client.receive()).isEqualTo("weather");
            assertThat(proxy.lossCount()).isEqualTo(1);

            assertThat(client.ask("news")).as("what was asked for").isEqualTo("news");
        }
    }

    @Test
    void whatComesSoonAfterAReplyBelongsToIt() throws Exception {
        var quiet = Duration.ofSeconds(2);
        proxy.dropUnasked(quiet);
        try (var client = EchoClient.connect(proxy)) {
            client.ask("sit");
            long old = System.nanoTime() + quiet.toNanos();
            await(() -> System.nanoTime() > old);

            String answer = "wag ".repeat(10_000);
            assertThat(client.ask(answer)).isEqualTo(answer);
            server.say("the rest");
            assertThat(client.receive()).isEqualTo("the rest");
        }
    }

    @Test
    void roundTripsAreCountedAndNothingElse() throws Exception {
        try (var client = EchoClient.connect(proxy);
                var other = EchoClient.connect(proxy)) {
            client.ask("sit");
            client.ask("stay");
            assertThat(proxy.roundTripCount()).isEqualTo(2);

            other.ask("sit");
            assertThat(proxy.roundTripCount()).isEqualTo(3);

            server.say("nobody asked");
            client.receive();
            other.receive();
            assertThat(proxy.roundTripCount()).isEqualTo(3);
        }
    }

    @Test
    void oneRequestWithALongReplyIsOneRoundTrip() throws Exception {
        try (var client = EchoClient.connect(proxy)) {
            proxy.trickle(TO_CLIENT, Duration.ofNanos(1));
            client.ask("sit");
            client.ask("wag ".repeat(1_000));
            assertThat(proxy.roundTripCount()).isEqualTo(2);
        }
    }

    @Test
    void closingEndsWhoeverWaits() throws Exception {
        List<EchoClient> clients = new ArrayList<>();
        proxy.delay(TO_CLIENT, FOREVER);
        proxy.trickle(TO_SERVER, FOREVER);
        clients.add(waiting());
        proxy.goSilent();
        clients.add(waiting());

        proxy.close();

        for (EchoClient client : clients) {
            assertThatThrownBy(client::receive).isInstanceOf(IOException.class);
            client.close();
        }
        assertThat(proxy.cutCount()).isZero();
        assertThatIllegalStateException().isThrownBy(proxy::heal).withMessageContaining("closed");
    }

    private EchoClient waiting() throws IOException {
        EchoClient client = EchoClient.connect(proxy);
        client.send("sit");
        assertThat(client.receivesNoMoreThan()).isEmpty();
        return client;
    }

    @Test
    void faultsThatLoseNothingMayBeChangedAtAnyTime() throws Exception {
        try (var client = EchoClient.connect(proxy)) {
            List<Thread> vandals = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                vandals.add(Thread.ofPlatform().name("vandal " + i).start(this::vandalize));
            }
            for (int i = 0; i < 300; i++) {
                String request = "trick " + i;
                assertThat(client.ask(request)).isEqualTo(request);
            }
            for (Thread vandal : vandals) {
                vandal.interrupt();
                vandal.join();
            }
        }
        assertThat(proxy.roundTripCount()).isEqualTo(300);
    }

    private void vandalize() {
        while (!Thread.currentThread().isInterrupted()) {
            proxy.delay(TO_SERVER, Duration.ofNanos(1_000));
            proxy.goSilent();
            proxy.trickle(TO_CLIENT, Duration.ZERO);
            proxy.heal();
        }
    }

    @Test
    void aTimeOrANumberOfBytesIsNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> proxy.delay(TO_SERVER, Duration.ofMillis(-1)))
                .withMessageContaining("PT-0.001S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> proxy.cutEachAfter(TO_SERVER, -1))
                .withMessageContaining("-1 bytes");
    }

    @Test
    void aHostThatNobodyKnowsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultyProxy.to("no such host", 5432))
                .withMessageContaining("'no such host'");
    }

    private List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("annals-proxy " + proxy.port()))
                .toList();
    }

    private void awaitHeard(String line) throws InterruptedException {
        String heard = server.hears();
        while (!heard.equals(line)) {
            heard = server.hears();
        }
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }
}
