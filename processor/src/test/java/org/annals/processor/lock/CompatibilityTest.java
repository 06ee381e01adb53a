package org.annals.processor.lock;

import static org.assertj.core.api.Assertions.assertThat;

import org.annals.processor.lock.Release.Written;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * That each rule is true: what the lock says can be read is read by the transcoder, out of what was
 * written by the former class, and what it says cannot be is refused.
 */
final class CompatibilityTest {
    private static final String SHOP =
            """
            package shop;

            import com.fasterxml.jackson.annotation.*;
            import java.math.*;
            import java.time.*;
            import java.util.*;
            import org.annals.domain.*;
            import org.jspecify.annotations.Nullable;

            public final class Shop extends Aggregate<Shop.Event> {
                public sealed interface Event {}
                EVENTS
                public static List<Event> samples() { return List.of(SAMPLES); }
                @Override protected void apply(Event event) {}
            }
            """;

    @TempDir private Path folder;
    private Project project;

    @BeforeEach
    void makeProject() {
        project = new Project(folder);
    }

    private Release shop(String declarations, String... samples) {
        project.source(
                "shop/Shop.java",
                SHOP.replace("EVENTS", declarations)
                        .replace("SAMPLES", String.join(", ", samples)));
        return new Release(project);
    }

    private Release sold(String components, String... samples) {
        return shop("public record Sold(" + components + ") implements Event {}", samples);
    }

    /** A type, a value of it, and the type in its place. */
    private record Retyped(String then, String sample, String now) {
        static List<Retyped> all(String rows) {
            return rows.lines()
                    .map(row -> row.split("\\|", -1))
                    .map(row -> new Retyped(row[0].strip(), row[1].strip(), row[2].strip()))
                    .toList();
        }
    }

    private static String events(List<Retyped> all, Function<Retyped, String> type) {
        var events = new StringBuilder();
        for (int i = 0; i < all.size(); i++) {
            events.append(
                    "public record Sold%d(%s value) implements Event {}%n"
                            .formatted(i, type.apply(all.get(i))));
        }
        return events.toString();
    }

    private static String[] samples(List<Retyped> all) {
        String[] samples = new String[all.size()];
        for (int i = 0; i < all.size(); i++) {
            samples[i] = "new Sold%d(%s)".formatted(i, all.get(i).sample());
        }
        return samples;
    }

    @Test
    void aTypeThatReadsWhatTheFormerWroteIsAllowed() throws Exception {
        List<Retyped> all =
                Retyped.all(
                        """
                        byte       | (byte) -128                   | short
                        byte       | (byte) -128                   | float
                        short      | Short.MIN_VALUE               | int
                        short      | Short.MIN_VALUE               | float
                        int        | Integer.MIN_VALUE             | long
                        int        | Integer.MIN_VALUE             | double
                        int        | Integer.MIN_VALUE             | BigInteger
                        int        | Integer.MIN_VALUE             | BigDecimal
                        int        | Integer.MIN_VALUE             | OptionalInt
                        int        | Integer.MIN_VALUE             | OptionalLong
                        int        | 7                             | Integer
                        int        | 7                             | Long
                        int        | 7                             | Optional<Integer>
                        int        | 7                             | @Nullable Integer
                        Integer    | 7                             | Long
                        Integer    | 7                             | OptionalInt
                        long       | Long.MIN_VALUE                | BigInteger
                        long       | Long.MAX_VALUE                | BigDecimal
                        BigInteger | BigInteger.TEN.pow(99)        | BigDecimal
                        float      | Float.MIN_VALUE               | double
                        float      | Float.POSITIVE_INFINITY       | Double
                        float      | Float.MAX_VALUE               | OptionalDouble
                        double     | Double.NaN                    | Double
                        OptionalInt | OptionalInt.of(3)            | OptionalLong
                        OptionalInt | OptionalInt.empty()          | OptionalLong
                        boolean    | true                          | Boolean
                        char       | 'x'                           | Character
                        String     | "x"                           | @Nullable String
                        String     | "x"                           | Optional<String>
                        @Nullable String | null                    | Optional<String>
                        Optional<String> | Optional.empty()        | @Nullable String
                        Optional<String> | Optional.of("x")        | @Nullable String
                        Optional<Integer> | Optional.of(1)         | Optional<Long>
                        List<Integer> | List.of(1, 2)              | List<Long>
                        Map<String, Integer> | Map.of("x", 1)      | Map<String, Long>
                        Optional<List<Integer>> | Optional.of(List.of(1)) | @Nullable List<BigInteger>
                        """);
        List<Written> written = shop(events(all, Retyped::then), samples(all)).written();

        Release now = shop(events(all, Retyped::now));
        eachIsToldOf(all);
        now.isRead(written, "'value'");
    }

    @Test
    void aTypeThatDoesNotReadItIsNot() throws Exception {
        List<Retyped> all =
                Retyped.all(
                        """
                        long       | Long.MAX_VALUE                | int
                        int        | 40000                         | short
                        int        | 200                           | byte
                        double     | 1.5                           | int
                        double     | 1e300                         | float
                        double     | Double.NaN                    | BigDecimal
                        BigDecimal | new BigDecimal("1.5")         | BigInteger
                        String     | "x"                           | UUID
                        UUID       | new UUID(1, 2)                | int
                        Optional<String> | Optional.of("x")        | OptionalInt
                        boolean    | true                          | String
                        List<String> | List.of("x")                | String
                        List<String> | List.of("x", "x")           | Set<String>
                        List<Long> | List.of(Long.MAX_VALUE)       | List<Integer>
                        Map<String, Integer> | Map.of("x", 1)      | Map<UUID, Integer>
                        Instant    | Instant.EPOCH                 | LocalDate
                        byte[]     | new byte[] {1}                | List<Byte>
                        """);
        List<Written> written = shop(events(all, Retyped::then), samples(all)).written();

        Release now = shop(events(all, Retyped::now));
        eachIsToldOf(all);
        now.isNotRead(written, "'value'");
    }

    /** What would be read, or mostly, but not as what it was. */
    @Test
    void aTypeThatReadsItAsSomethingElseIsNotEither() throws Exception {
        List<Retyped> all =
                Retyped.all(
                        """
                        long             | 7L                  | double
                        int              | 7                   | float
                        Integer          | 7                   | int
                        OptionalInt      | OptionalInt.empty() | Integer
                        Optional<String> | Optional.empty()    | String
                        @Nullable String | null                | String
                        UUID             | new UUID(1, 2)      | String
                        Set<String>      | Set.of("x")         | List<String>
                        """);
        shop(events(all, Retyped::then), samples(all)).written();

        Release now = shop(events(all, Retyped::now));
        eachIsToldOf(all);
        now.isNotAllowed("'value'");
    }

    private void eachIsToldOf(List<Retyped> all) {
        String errors = project.errors();
        for (int i = 0; i < all.size(); i++) {
            assertThat(errors)
                    .as("%s", all.get(i))
                    .contains("Event 'Shop.Sold" + i + "', version 1,");
        }
    }

    @Test
    void aNewComponentMayBeMissing() throws Exception {
        List<Written> written = sold("String name", "new Sold(\"x\")").written();

        sold("OptionalInt a, Optional<String> b, String name, @Nullable UUID c")
                .isRead(written, "'a' is new; 'b' is new; 'c' is new");
    }

    @Test
    void aNewComponentThatMustBeThereIsNotAllowed() throws Exception {
        List<Written> written = sold("String name", "new Sold(\"x\")").written();

        sold("String name, String breed")
                .isNotRead(written, "'breed' is new, and neither an Optional nor @Nullable");
    }

    @Test
    void whatAConstructorSaysIsNullableCounts() throws Exception {
        List<Written> written = sold("String name", "new Sold(\"x\")").written();

        shop("public record Sold(String name, @Nullable String breed) implements Event { public Sold(String name, String breed) { this.name = name; this.breed = breed; } }")
                .isNotRead(written, "'breed' is new, and neither an Optional nor @Nullable");
    }

    @Test
    void aRemovedComponentIsNotAllowed() throws Exception {
        List<Written> written = sold("String name, int age", "new Sold(\"x\", 1)").written();

        sold("String name").isNotRead(written, "'age' is removed");
    }

    @Test
    void aRemovedComponentIsNotAllowedEvenWhereSurplusIs() throws Exception {
        String ignoring =
                "@JsonIgnoreProperties(ignoreUnknown = true) public record Sold(%s) implements Event {}";
        shop(ignoring.formatted("String name, int age"), "new Sold(\"x\", 1)").written();

        shop(ignoring.formatted("String name")).isNotAllowed("'age' is removed");
    }

    @Test
    void surplusMayBecomeAllowedAndNotForbidden() throws Exception {
        String ignoring =
                "@JsonIgnoreProperties(ignoreUnknown = true) public record Sold(String name) implements Event {}";
        List<Written> written = sold("String name", "new Sold(\"x\")").written();

        shop(ignoring).isRead(written, "ignores unknown properties");
        sold("String name").isNotAllowed("does not ignore unknown properties any more");
    }

    @Test
    void aRenamedComponentIsNotAllowed() throws Exception {
        List<Written> written = sold("String name", "new Sold(\"x\")").written();

        sold("String called").isNotRead(written, "'name' is removed; 'called' is new");
    }

    @Test
    void aRenamedComponentMayBeStoredAsBefore() throws Exception {
        List<Written> written = sold("String name", "new Sold(\"x\")").written();

        sold("@JsonProperty(\"name\") String called").isRead(written, "'name' is called 'called'");
    }

    @Test
    void anotherOrderIsAllowed() throws Exception {
        List<Written> written = sold("String name, int age", "new Sold(\"x\", 1)").written();

        sold("int age, String name").isRead(written, "have another order");
    }

    @Test
    void whatTheTranscoderIsToldOtherwiseIsNotAllowed() throws Exception {
        List<Written> written = sold("Instant at", "new Sold(Instant.EPOCH)").written();

        sold("@JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant at")
                .isNotRead(written, "'at' is stored otherwise: [@JsonFormat(shape = ");
    }

    @Test
    void whatTheTranscoderIsToldByAnAnnotationOfTheUsersOwnIsNotAllowed() throws Exception {
        List<Written> written = sold("Instant at", "new Sold(Instant.EPOCH)").written();

        shop("""
                        @JacksonAnnotationsInside
                        @JsonFormat(shape = JsonFormat.Shape.NUMBER)
                        @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                        public @interface Number {}
                        public record Sold(@Number Instant at) implements Event {}
                        """)
                .isNotRead(written, "'at' is stored otherwise: [@JsonFormat(shape = ");
    }

    @Test
    void whatIsSaidAtAConstructorCounts() throws Exception {
        String constructor =
                """
                public record Sold(String called) implements Event {
                    public Sold(%s String called) { this.called = called; }
                }
                """;
        List<Written> written = sold("String name", "new Sold(\"x\")").written();

        shop(constructor.formatted("@JsonProperty(\"name\")"))
                .isRead(written, "'name' is called 'called'");
        shop(constructor.formatted("")).isNotRead(written, "'name' is removed");
    }

    @Test
    void whatIsSaidAtOtherMembersIsNotAllowed() throws Exception {
        String money =
                "public record Sold(Money price) implements Event {}\npublic record Money(int cents) { %s }";
        shop(money.formatted(""), "new Sold(new Money(1))").written();

        shop(money.formatted("@JsonValue public String text() { return cents + \"c\"; }"))
                .isNotAllowed("'price' is stored otherwise: [@JsonValue text()]");
        shop(money.formatted(
                        "@JsonCreator public static Money of(String text) { return new Money(1); }"))
                .isNotAllowed("'price' is stored otherwise: [@JsonCreator of(text)]");
    }

    private static final String PAID =
            "public record Sold(Money price, List<Money> more) implements Event {}\n";

    @Test
    void aRecordWithinIsComparedToo() throws Exception {
        List<Written> written =
                shop(
                                PAID + "public record Money(int cents, String note) {}",
                                "new Sold(new Money(1, \"x\"), List.of(new Money(2, \"\")))")
                        .written();

        shop(PAID + "public record Money(long cents, String note, Optional<String> currency) {}")
                .isRead(written, "'price.cents' is long instead of int; 'price.currency' is new");
        shop(PAID + "public record Money(long cents, Optional<String> currency) {}")
                .isNotRead(written, "'price.note' is removed");
    }

    @Test
    void aRecordWithinMayHaveAnotherName() throws Exception {
        List<Written> written =
                shop(
                                PAID + "public record Money(int cents) {}",
                                "new Sold(new Money(1), List.of())")
                        .written();

        shop((PAID + "public record Cash(int cents) {}").replace("Money", "Cash"))
                .isRead(written, "the type of 'price' is called Cash");
    }

    @Test
    void aRecordThatHasItselfWithinIsCompared() throws Exception {
        String tree =
                "public record Sold(Tree tree) implements Event {}\npublic record Tree(%s value, List<Tree> children) {}";
        List<Written> written =
                shop(
                                tree.formatted("int"),
                                "new Sold(new Tree(1, List.of(new Tree(2, List.of()))))")
                        .written();

        shop(tree.formatted("long")).isRead(written, "'tree.value' is long instead of int");
        shop(tree.formatted("String")).isNotRead(written, "'tree.value' is String instead of long");
    }

    @Test
    void aGenericRecordIsComparedByWhatItHasWithin() throws Exception {
        String pair =
                "public record Sold(Pair<String, Integer> a, Pair<UUID, Integer> b) implements Event {}\npublic record Pair<A, B>(A first, %s second) {}";
        List<Written> written =
                shop(
                                pair.formatted("B"),
                                "new Sold(new Pair<>(\"x\", 1), new Pair<>(new UUID(1, 1), 2))")
                        .written();

        shop(pair.formatted("B").replace("Pair<UUID, Integer>", "Pair<UUID, Long>"))
                .isRead(written, "'b.second' is Long instead of Integer");
        shop(pair.formatted("B").replace("Pair<UUID, Integer>", "Pair<UUID, UUID>"))
                .isNotRead(written, "'b.second' is UUID instead of Long");
    }

    @Test
    void aTypeVariableIsComparedByItsBound() throws Exception {
        String priced =
                "public record Sold<T extends Money>(T price, List<T> more) implements Event {}\npublic record Money(int cents, String note) {}";
        List<Written> written =
                shop(priced, "new Sold<>(new Money(1, \"x\"), List.of())").written();

        shop(priced.replace(", String note) {}", ") {}"))
                .isNotRead(written, "'price.note' is removed");
    }

    @Test
    void typesOfOneSimpleNameAreToldApart() throws Exception {
        String sold =
                "public record Sold(%s a, %s b) implements Event {}\npublic record Currency(String code) {}";
        List<Written> written =
                shop(
                                sold.formatted("Currency", "java.util.Currency"),
                                "new Sold(new Currency(\"x\"), java.util.Currency.getInstance(\"EUR\"))")
                        .written();

        shop(sold.formatted("java.util.Currency", "Currency"))
                .isNotRead(written, "'a' is Currency instead of Currency");
    }

    private static final String COIN =
            "public record Sold(Coin coin, Map<Coin, Integer> counts) implements Event {}\npublic enum Coin { %s }";

    @Test
    void anEnumMayGrowAndNotShrink() throws Exception {
        List<Written> written =
                shop(COIN.formatted("CENT, EURO"), "new Sold(Coin.EURO, Map.of(Coin.CENT, 1))")
                        .written();

        shop(COIN.formatted("EURO, CENT, DIME")).isRead(written, "'coin' has a new constant DIME");
        shop(COIN.formatted("EURO, DIME")).isNotRead(written, "'coin' has no constant CENT");
    }

    @Test
    void theOrderOfConstantsIsNotToldOf() throws Exception {
        List<Written> written =
                shop(COIN.formatted("CENT, EURO"), "new Sold(Coin.EURO, Map.of())").written();

        shop(COIN.formatted("EURO, CENT")).isReadWithoutQuestion(written);
    }

    @Test
    void aConstantMayBeStoredAsBefore() throws Exception {
        List<Written> written =
                shop(COIN.formatted("CENT"), "new Sold(Coin.CENT, Map.of())").written();

        shop(COIN.formatted("@JsonProperty(\"CENT\") PENNY")).isReadWithoutQuestion(written);
    }

    @Test
    void aConstantIsNotStoredOtherwise() throws Exception {
        String coin = COIN.replace("%s", "CENT, EURO; %s");
        List<Written> written =
                shop(coin.formatted(""), "new Sold(Coin.EURO, Map.of(Coin.CENT, 1))").written();

        shop(coin.formatted("@JsonValue public String code() { return name().substring(1); }"))
                .isNotRead(written, "'coin' is stored otherwise: [@JsonValue code()]");
    }

    private static final String PAYMENT =
            "public record Sold(Payment by) implements Event {}\npublic sealed interface Payment {}\n";

    @Test
    void aSealedTypeMayGrowAndNotShrink() throws Exception {
        List<Written> written =
                shop(
                                PAYMENT + "public record Cash(int cents) implements Payment {}",
                                "new Sold(new Cash(1))")
                        .written();

        shop(PAYMENT
                        + "public record Cash(int cents) implements Payment {} public record Card(String number) implements Payment {}")
                .isRead(written, "'by' has a new type Card");
        shop(PAYMENT + "public record Card(String number) implements Payment {}")
                .isNotRead(written, "'by' has no type Cash");
    }

    @Test
    void aRecordOfASealedTypeIsStoredUnderItsName() throws Exception {
        List<Written> written =
                shop(
                                PAYMENT + "public record Cash(int cents) implements Payment {}",
                                "new Sold(new Cash(1))")
                        .written();

        shop(PAYMENT
                        + "@JsonTypeName(\"Cash\") public record Coins(int cents) implements Payment {}")
                .isRead(written, "the type of 'by.Cash' is called Coins");
        shop(PAYMENT + "public record Coins(int cents) implements Payment {}")
                .isNotRead(written, "'by' has no type Cash");
    }

    @Test
    void aRecordOfASealedTypeIsComparedToo() throws Exception {
        List<Written> written =
                shop(
                                PAYMENT + "public record Cash(int cents) implements Payment {}",
                                "new Sold(new Cash(1))")
                        .written();

        shop(PAYMENT + "public record Cash(String cents) implements Payment {}")
                .isNotRead(written, "'by.Cash.cents' is String instead of int");
    }

    @Test
    void aRecordDoesNotBecomeASealedType() throws Exception {
        List<Written> written =
                shop(
                                "public record Sold(Cash by) implements Event {} public record Cash(int cents) {}",
                                "new Sold(new Cash(1))")
                        .written();

        shop(PAYMENT + "public record Cash(int cents) implements Payment {}")
                .isNotRead(written, "'by' is another kind of type");
    }

    @Test
    void aTagIsNotStoredInTheEvent() throws Exception {
        List<Written> written = sold("String dog", "new Sold(\"x\")").written();

        sold("@Tag(\"dog\") String dog")
                .isRead(
                        written,
                        "'dog' is a tag 'dog', which older events lack until fillTags gives it to them");
        sold("@Tag(\"hound\") String dog").isRead(written, "'dog' is a tag 'hound'");
        sold("String dog").isRead(written, "'dog' is no tag");
    }

    @Test
    void personalDataStaysPersonal() throws Exception {
        List<Written> written =
                sold(
                                "@Personal Erasable<String> email, String id",
                                "new Sold(Erasable.of(\"x\"), \"1\")",
                                "new Sold(Erasable.erased(), \"1\")")
                        .written();

        sold("@Personal Erasable<String> email, @Subject String id")
                .isRead(
                        written,
                        "'id' is now the data subject, whose key older events do not know");
        sold("String email, @Subject String id").isNotAllowed("'email' is not personal");
    }

    @Test
    void whatWasReadableForEveryoneDoesNotBecomePersonal() throws Exception {
        sold("String email", "new Sold(\"x\")").written();

        sold("@Personal Erasable<String> email").isNotAllowed("'email' is personal");
    }

    @Test
    void aSecretEventIsReadAsAnyOther() throws Exception {
        List<Written> written = sold("String name", "new Sold(\"x\")").written();

        shop("@EventType(secret = true) public record Sold(String name) implements Event {}")
                .isRead(written, "  +     secret");
    }

    @Test
    void anAliasMayBeAdded() throws Exception {
        List<Written> written = sold("String name", "new Sold(\"x\")").written();

        shop("@EventType(aliases = \"Shop.Bought\") public record Sold(String name) implements Event {}")
                .isRead(written, "  +     alias Shop.Bought");
    }
}
