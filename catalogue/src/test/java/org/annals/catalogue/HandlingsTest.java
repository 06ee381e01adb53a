package org.annals.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

final class HandlingsTest {
    private static final String ORDER =
            """
            sealed interface OrderEvent {
                record Placed(@Tag("item") String item) implements OrderEvent {}
                record Paid(int amount) implements OrderEvent {}
                record Sent(String to) implements OrderEvent {}
            }
            """;

    private @TempDir Path folder;

    private Told told(String... sources) {
        return Told.of(folder, sources);
    }

    @Test
    void anAggregateAppliesWhatItsSwitchNamesAndNoMore() {
        Told told =
                told(
                        ORDER,
                        """
                        final class Order extends Aggregate<OrderEvent> {
                            String item = "";
                            @Override protected void apply(OrderEvent event) {
                                switch (event) {
                                    case OrderEvent.Placed(var given) -> item = given;
                                    case OrderEvent.Paid paid -> {}
                                    default -> {}
                                }
                            }
                        }
                        """);

        assertThat(told.event("Order.Placed")).contains("- applied by `Order` (aggregate)");
        assertThat(told.event("Order.Paid"))
                .contains("- applied by `Order` (aggregate)", "- **followed by nobody**");
        assertThat(told.event("Order.Sent")).contains("- **handled by nobody**: not even applied");
    }

    @Test
    void anAggregateThatLooksAtNoClassAppliesAll() {
        Told told =
                told(
                        """
                        sealed interface OrderEvent {
                            void change(Order order);
                            record Placed() implements OrderEvent {
                                public void change(Order order) { order.places++; }
                            }
                        }
                        final class Order extends Aggregate<OrderEvent> {
                            int places;
                            @Override protected void apply(OrderEvent event) { event.change(this); }
                        }
                        final class Silent extends Aggregate<Silent.Asked> {
                            record Asked() {}
                            @Override protected void apply(Asked event) {}
                        }
                        """);

        assertThat(told.event("Order.Placed"))
                .contains("- applied by `Order` (aggregate, as `OrderEvent`)");
        assertThat(told.event("Silent.Asked")).contains("- applied by `Silent` (aggregate)");
    }

    @Test
    void eventsAreThoseThatABaseClassOfTheUsersIsGiven() {
        Told told =
                told(
                        ORDER,
                        """
                        abstract class Base<K, T> extends Aggregate<T> {}
                        abstract class Middle extends Base<String, OrderEvent> {}
                        final class Order extends Middle {
                            @Override protected void apply(OrderEvent event) {
                                if (event instanceof OrderEvent.Sent) { throw new AssertionError(); }
                            }
                        }
                        """);

        assertThat(told.event("Order.Sent")).contains("- applied by `Order` (aggregate)");
        assertThat(told.event("Order.Paid")).contains("- **handled by nobody**: not even applied");
    }

    @Test
    void evolutionsApplyWhicheverWayTheyAreWritten() {
        Told told =
                told(
                        ORDER,
                        """
                        record Sum(int paid) {
                            static final Evolution<Sum, OrderEvent> EVOLUTION =
                                    Evolution.of(new Sum(0), Sum::after);
                            Sum after(OrderEvent event) {
                                return event instanceof OrderEvent.Paid(var amount)
                                        ? new Sum(paid + amount) : this;
                            }
                        }
                        final class Delegating implements Evolution<Sum, OrderEvent> {
                            public Sum initial() { return new Sum(0); }
                            public Sum evolve(Sum state, OrderEvent event) {
                                return state.after(event);
                            }
                        }
                        """);

        assertThat(told.event("Order.Paid"))
                .contains("- applied by `Delegating` (evolution), `Sum` (evolution)");
        assertThat(told.event("Order.Sent")).contains("- **handled by nobody**: not even applied");
    }

    @Test
    void projectionsAndInlineViewsProject() {
        Told told =
                told(
                        ORDER,
                        """
                        final class Sales {
                            static final Projection<List<String>> PROJECTION =
                                    Projection.<List<String>>of("sales", transaction -> List.of())
                                            .on(OrderEvent.Placed.class,
                                                    (view, event) -> view.add(event.item()))
                                            .on(OrderEvent.Sent.class,
                                                    (view, event, details) -> view.clear());
                        }
                        final class All {
                            static final Projection<List<String>> PROJECTION =
                                    Projection.<List<String>>of("all", transaction -> List.of())
                                            .on(OrderEvent.class, All::handle);
                            private static void handle(List<String> view, OrderEvent event) {}
                        }
                        final class Rows implements InlineView {
                            public Set<Class<?>> eventClasses() {
                                return Set.of(OrderEvent.Paid.class);
                            }
                            public void write(Transaction transaction, List<DomainEvent<?>> events) {}
                        }
                        """);

        assertThat(told.event("Order.Placed"))
                .contains(
                        "- projected by `All` (projection, as `OrderEvent`), `Sales` (projection)");
        assertThat(told.event("Order.Sent"))
                .contains(
                        "- projected by `All` (projection, as `OrderEvent`), `Sales` (projection)");
        assertThat(told.event("Order.Paid"))
                .contains(
                        "- projected by `All` (projection, as `OrderEvent`), `Rows` (inline view)");
    }

    @Test
    void slicesFoldObserveAndRuleOut() {
        Told told =
                told(
                        ORDER,
                        """
                        final class Send extends Slice<OrderEvent> {
                            private int amount;
                            private String item = "";
                            Send(String item) {
                                boundary(EventTag.of("item", item))
                                        .on(OrderEvent.Paid.class, e -> amount += e.amount())
                                        .observe(OrderEvent.Placed.class, e -> this.item = e.item())
                                        .never(OrderEvent.Sent.class);
                            }
                            @Override protected void execute() {}
                        }
                        final class Orders extends QuerySlice<OrderEvent> {
                            private int orders;
                            Orders() {
                                boundary();
                                on(OrderEvent.class, e -> orders++);
                                observe(OrderEvent.Sent.class, e -> orders--);
                            }
                        }
                        final class Roundabout extends QuerySlice<OrderEvent> {
                            Roundabout() {
                                List<Class<OrderEvent.Sent>> sent = List.of(OrderEvent.Sent.class);
                                boundary()
                                        .on(sent.getFirst(), e -> {})
                                        .on(other(OrderEvent.Placed.class), e -> {});
                            }
                            private static Class<OrderEvent.Paid> other(Class<?> not) {
                                return OrderEvent.Paid.class;
                            }
                        }
                        """);

        assertThat(told.event("Order.Paid"))
                .contains("- folded by `Orders` (query slice, as `OrderEvent`), `Send` (slice)");
        assertThat(told.event("Order.Placed"))
                .as("its data is read by what observes it, which is no second handling")
                .contains(
                        "- folded by `Orders` (query slice, as `OrderEvent`)",
                        "- observed by `Send` (slice)");
        assertThat(told.event("Order.Sent"))
                .contains(
                        "- folded by `Orders` (query slice, as `OrderEvent`), `Roundabout` (query slice)",
                        "- observed by `Orders` (query slice)",
                        "- ruled out by `Send` (slice)");
    }

    @Test
    void policiesFollowWhatTheyFilterAndWhatTheyLookAt() {
        Told told =
                told(
                        ORDER,
                        """
                        class Filtering extends ProcessApplication {
                            Filtering(Settings settings) { super(settings); }
                            @Override protected Set<Class<?>> followedTypes() {
                                return Set.of(OrderEvent.Paid.class);
                            }
                            @Override protected Set<Class<?>> wakingTypes() {
                                return Set.of(OrderEvent.Sent.class);
                            }
                            @Override protected void policy(
                                    DomainEvent<?> event, ProcessingEvent processing) {}
                        }
                        class Looking extends ProcessApplication {
                            Looking(Settings settings) {
                                super(settings, EventTypes.of(OrderEvent.class));
                            }
                            @Override protected void policy(
                                    DomainEvent<?> event, ProcessingEvent processing) {
                                Optional.of(event.event()).ifPresent(each -> on(each));
                            }
                            private void on(Object event) {
                                switch (event) {
                                    case OrderEvent.Placed placed -> {}
                                    case OrderEvent order -> {}
                                    default -> {}
                                }
                            }
                            long count() {
                                return events().read(LogSelection.all())
                                        .filter(each -> each.domainEvent().event()
                                                instanceof OrderEvent.Sent)
                                        .count();
                            }
                        }
                        """);

        assertThat(told.event("Order.Placed"))
                .contains("- followed by `Looking` (process application)");
        assertThat(told.event("Order.Paid"))
                .contains(
                        "- followed by `Filtering` (process application), `Looking` (process application, as `OrderEvent`)");
        assertThat(told.event("Order.Sent"))
                .as("what wakes is not followed, and what is counted is read")
                .contains(
                        "- followed by `Looking` (process application, as `OrderEvent`)",
                        "- read by `Looking` (process application)");
    }

    @Test
    void aProcessManagerFollowsOthersAndAppliesItsOwn() {
        Told told =
                told(
                        ORDER,
                        """
                        final class Reminding implements ProcessManager<Integer, Reminding.Event> {
                            sealed interface Event {
                                record Reminded() implements Event {}
                                record GivenUp() implements Event {}
                            }
                            public Class<Event> eventType() { return Event.class; }
                            public Integer initial() { return 0; }
                            public Integer evolve(Integer state, Event event) {
                                return event instanceof Event.Reminded ? state + 1 : state;
                            }
                            public Optional<String> processOf(DomainEvent<?> event) {
                                return Optional.empty();
                            }
                            public Reaction<Event> react(Integer state, DomainEvent<?> event) {
                                return event.event() instanceof OrderEvent.Paid
                                        ? Reaction.of(new Event.Reminded()) : Reaction.none();
                            }
                        }
                        class Shop extends Application {
                            Shop(Settings settings) {
                                super(settings, EventTypes.of(OrderEvent.class));
                            }
                        }
                        """);

        assertThat(told.event("Order.Paid"))
                .contains("- followed by `Reminding` (process manager)");
        assertThat(told.event("Reminding.Reminded"))
                .contains("- applied by `Reminding` (process manager)");
        assertThat(told.event("Reminding.GivenUp"))
                .contains("- **handled by nobody**: not even applied");
    }

    @Test
    void whateverElseLooksAtEventsReadsThem() {
        Told told =
                told(
                        ORDER,
                        """
                        final class Order extends Aggregate<OrderEvent> {
                            @Override protected void apply(OrderEvent event) {}
                        }
                        sealed interface Shapes {
                            record Square(int side) implements Shapes {}
                            record Line(int length) implements Shapes {}
                            record Point() implements Shapes {}
                            record Silent() implements Shapes {}
                            non-sealed class Loose implements Shapes {}
                        }
                        class Shop extends Application {
                            Shop(Settings settings) { super(settings, EventTypes.of(Shapes.class)); }
                        }
                        final class Report {
                            boolean isPlaced(Object event) {
                                return OrderEvent.Placed.class.isInstance(event);
                            }
                            boolean isPaid(Object event) {
                                return event.getClass() == OrderEvent.Paid.class;
                            }
                            int amount(Object event) {
                                return ((Shapes.Square) event).side();
                            }
                            OptionalInt length(Optional<Shapes.Line> event) {
                                return event.stream().mapToInt(Shapes.Line::length).findFirst();
                            }
                            Boundary boundary() {
                                return Boundary.everything().ofTypes(Shapes.Point.class);
                            }
                            String text(Shapes.Silent event) {
                                return event.toString() + event.hashCode() + event.equals(this);
                            }
                            void add(Map<Class<?>, String> names) {
                                names.put(OrderEvent.Sent.class, "sent");
                            }
                        }
                        final class Counting extends Aggregate<Counting.Counted> {
                            record Counted() {}
                            void count(OrderEvent event) {
                                if (event instanceof OrderEvent.Sent) { trigger(new Counted()); }
                            }
                            @Override protected void apply(Counted event) {}
                        }
                        """);

        assertThat(told.event("Order.Placed")).contains("- read by `Report` (other class)");
        assertThat(told.event("Order.Paid")).contains("- read by `Report` (other class)");
        assertThat(told.event("Order.Sent"))
                .contains("- read by `Counting` (aggregate), `Report` (other class)");
        assertThat(told.event("Shapes.Square")).contains("- read by `Report` (other class)");
        assertThat(told.event("Shapes.Line")).contains("- read by `Report` (other class)");
        assertThat(told.event("Shapes.Point")).contains("- read by `Report` (other class)");
        assertThat(told.event("Shapes.Silent"))
                .as("every object has these methods")
                .contains("- **handled by nobody**: not even applied");
        assertThat(told.page()).as("a class that EventTypes refuses").doesNotContain("Loose");
    }

    @Test
    void aRegistrationIsNoHandling() {
        Told told =
                told(
                        ORDER,
                        """
                        class Shop extends Application {
                            static final EventTypes TYPES = EventTypes.of(OrderEvent.Paid.class)
                                    .and(EventTypes.named(OrderEvent.Sent.class, "Gone", 3, "Away"));
                            Shop(Settings settings) { super(settings, TYPES); }
                        }
                        """);

        assertThat(told.event("Order.Paid")).contains("- **handled by nobody**: not even applied");
        assertThat(told.event("Gone"))
                .contains(
                        "- version 3, earlier called `Away`",
                        "- **handled by nobody**: not even applied");
        assertThat(told.page())
                .as("what only another part registers is no event of these classes")
                .doesNotContain("Order.Placed");
        assertThat(told.page()).contains("| `Shop` | application | `OrderEvent` |  |");
    }

    @Test
    void anInterfaceThatIsNotSealedHasTheRecordsThatAreListed() {
        Told told =
                told(
                        """
                        interface Audited {}
                        interface TeaEvent {}
                        interface HotEvent extends TeaEvent {}
                        @EventType record Poured(int cups) implements HotEvent, Audited {}
                        @EventType record Drunk(int cups) implements TeaEvent {}
                        record Spilt() implements TeaEvent {}
                        final class Tea extends Aggregate<TeaEvent> {
                            void pour() { trigger(new Poured(1)); }
                            @Override protected void apply(TeaEvent event) {
                                if (event instanceof Drunk(var cups)) { throw new AssertionError(cups); }
                            }
                        }
                        class Audit extends ProcessApplication {
                            Audit(Settings settings) { super(settings); }
                            @Override protected void policy(
                                    DomainEvent<?> event, ProcessingEvent processing) {
                                if (event.event() instanceof Audited) { processing.collect(); }
                            }
                        }
                        """);

        assertThat(told.event("Poured"))
                .contains(
                        "- triggered by `Tea.pour` (aggregate)",
                        "- followed by `Audit` (process application, as `Audited`)");
        assertThat(told.event("Drunk")).contains("- applied by `Tea` (aggregate)");
        assertThat(told.page())
                .contains("2 events of 1 family", "## `TeaEvent`")
                .doesNotContain("Spilt");
    }

    @Test
    void aStateIsNoEvent() {
        Told told =
                told(
                        ORDER,
                        """
                        @EventType(version = 2) record Sum(int paid) {}
                        @EventType(version = 2) record Total(int paid) {}
                        final class Summing implements Evolution<Sum, OrderEvent> {
                            public Sum initial() { return new Sum(0); }
                            public Sum evolve(Sum state, OrderEvent event) { return state; }
                        }
                        @EventType(name = "Sales") class Shop extends Application {
                            static final Evolution<Total, OrderEvent> TOTAL =
                                    Evolution.of(new Total(0), (state, event) -> state);
                            Shop(Settings settings) {
                                super(settings, Snapshotting.of(
                                        Total.class, TOTAL, SnapshotPolicy.every(7)));
                            }
                        }
                        @EventType(name = "alone") record Alone() {}
                        """);

        assertThat(told.page()).contains("4 events of 2 families");
        assertThat(told.event("alone"))
                .as("an annotation is enough")
                .contains("- **handled by nobody**: not even applied");
    }

    @Test
    void earlierVersionsAreToldWithWhatUpcastsThem() {
        Told told =
                told(
                        """
                        sealed interface OrderEvent {
                            @EventType(version = 3, aliases = "Bought", secret = true)
                            record Paid(int amount) implements OrderEvent {}
                        }
                        record Paid2(String amount) {}
                        final class Steps {
                            static final Upcasters ALL = Upcasters.of(
                                    Upcaster.of("Bought", 1, fields -> {}),
                                    Upcaster.typed("Order.Paid", 2, Paid2.class, OrderEvent.Paid.class,
                                            old -> new OrderEvent.Paid(old.amount().length())),
                                    Upcaster.dropping("Order.Noted", 7));
                        }
                        final class Order extends Aggregate<OrderEvent> {
                            @Override protected void apply(OrderEvent event) {}
                        }
                        """);

        assertThat(told.event("Order.Paid"))
                .contains(
                        "- version 3, earlier called `Bought`, never compressed",
                        "- version 1 is upcast by `Steps`",
                        "- version 2 is upcast by `Steps`");
        assertThat(told.page())
                .contains(
                        "- Upcast, and not the name of an event of these classes: `Order.Noted` version 7, by `Steps`")
                .doesNotContain("version 7 is upcast")
                .as("an earlier shape is no event of its own")
                .doesNotContain("Paid2");
    }
}
