package org.annals.jackson;

import static org.annals.jackson.Json.assertRefused;
import static org.annals.jackson.Json.assertRoundTrip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

import org.annals.persistence.TranscodingException;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A component of a sealed type becomes the right record by a closed set of names (TRA-5). */
final class SealedComponentTest {
    sealed interface Payment {
        record Cash(BigDecimal amount) implements Payment {}

        @JsonTypeName("credit-card")
        record Card(String number, BigDecimal amount) implements Payment {}

        record Gift() implements Payment {}

        sealed interface Split extends Payment {
            record Halves(Payment first, Payment second) implements Split {}
        }

        enum Coin implements Payment {
            PENNY,
            POUND {
                @Override
                public String toString() {
                    return "one pound";
                }
            }
        }
    }

    record Paid(Payment payment) {}

    record Settled(List<Payment> payments, Optional<Payment> rest, Map<String, Payment> byPerson) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    sealed interface Shape {
        @JsonTypeName("round")
        record Circle(int radius) implements Shape {}
    }

    record Drawn(Shape shape) {}

    sealed interface Twins {
        record One(String name) implements Twins {}

        sealed interface Others extends Twins {
            record One(int number) implements Others {}
        }
    }

    record Born(Twins twins) {}

    sealed interface Leaky {
        non-sealed interface Open extends Leaky {}
    }

    record Leaked(List<Leaky> leaks) {}

    private static final Payment CASH = new Payment.Cash(new BigDecimal("1.10"));

    @Test
    void theSimpleNameOfTheRecordStandsFirst() {
        assertThat(Json.of(new Paid(CASH)))
                .isEqualTo(
                        """
                        {"payment":{"@type":"Cash","amount":1.10}}""");
        assertRoundTrip(new Paid(CASH));
    }

    @Test
    void aRecordMayBeNamedOtherwise() {
        var paid = new Paid(new Payment.Card("4111", BigDecimal.ONE));

        assertThat(Json.of(paid))
                .isEqualTo(
                        """
                        {"payment":{"@type":"credit-card","number":"4111","amount":1}}""");
        assertRoundTrip(paid);
    }

    @Test
    void recordsOfNestedSealedTypesAndEnumsAreInTheSet() {
        var halves = new Payment.Split.Halves(new Payment.Gift(), CASH);

        assertRoundTrip(
                new Settled(
                        List.of(halves, Payment.Coin.PENNY, Payment.Coin.POUND),
                        Optional.of(halves),
                        Map.of("@type", CASH)));
    }

    @Test
    void anEventItselfHasNoTypeProperty() {
        assertThat(Json.of(CASH)).isEqualTo("{\"amount\":1.10}");
        assertRoundTrip(CASH);
        assertRoundTrip(new Payment.Gift());
        assertRefused("{\"@type\":\"Cash\",\"amount\":1}", Payment.Cash.class);
    }

    @Test
    void theTypeMayStandAnywhereAndLosesNoPrecision() {
        assertThat(Json.decode("{\"payment\":{\"amount\":1.10,\"@type\":\"Cash\"}}", Paid.class))
                .isEqualTo(new Paid(CASH));
    }

    @Test
    void noNameOutsideTheSetIsAccepted() {
        assertRefused("{\"payment\":{\"amount\":1}}", Paid.class);
        assertRefused("{\"payment\":{\"@type\":\"Paid\",\"amount\":1}}", Paid.class);
        assertRefused("{\"payment\":{\"@type\":\"cash\",\"amount\":1}}", Paid.class);
        assertRefused("{\"payment\":{\"@type\":\"Card\",\"amount\":1}}", Paid.class);
        assertRefused(
                "{\"payment\":{\"@type\":\"%s\",\"amount\":1}}"
                        .formatted(Payment.Cash.class.getName()),
                Paid.class);
        assertRefused("{\"payment\":{\"@type\":\"java.lang.Thread\"}}", Paid.class);
        assertRefused("{\"payment\":{\"@type\":null,\"amount\":1}}", Paid.class);
    }

    @Test
    void aTypeOfTheUsersOwnChoiceWins() {
        assertThat(Json.of(new Drawn(new Shape.Circle(1))))
                .isEqualTo(
                        """
                        {"shape":{"kind":"round","radius":1}}""");
        assertRoundTrip(new Drawn(new Shape.Circle(1)));
        assertRoundTrip(new Shape.Circle(1));
    }

    @Test
    void twoRecordsOfOneNameAreRefused() {
        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(() -> Json.of(new Born(new Twins.One("x"))))
                .withMessageContaining("'One'")
                .withMessageContaining(Twins.One.class.getName())
                .withMessageContaining(Twins.Others.One.class.getName());
    }

    @Test
    void aSetThatIsNotClosedIsRefused() {
        assertThatExceptionOfType(TranscodingException.class)
                .isThrownBy(() -> Json.of(new Leaked(List.of())))
                .withMessageContaining(Leaky.Open.class.getName());
    }
}
