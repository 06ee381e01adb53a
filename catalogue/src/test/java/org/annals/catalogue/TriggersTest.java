package org.annals.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

final class TriggersTest {
    private static final String ORDER =
            """
            sealed interface OrderEvent {
                record Placed(String item) implements OrderEvent {}
                record Paid(int amount) implements OrderEvent {}
            }
            """;

    private @TempDir Path folder;

    private Told told(String... sources) {
        return Told.of(folder, sources);
    }

    @Test
    void theMethodsOfAnAggregateTrigger() {
        Told told =
                told(
                        ORDER,
                        """
                        final class Order extends Aggregate<OrderEvent> {
                            static Order place(String item) {
                                var order = new Order();
                                order.trigger(new OrderEvent.Placed(item));
                                return order;
                            }
                            void pay(List<Integer> amounts) {
                                amounts.forEach(each -> Optional.of(each).ifPresent(
                                        amount -> trigger(new OrderEvent.Paid(amount))));
                            }
                            @Override protected void apply(OrderEvent event) {}
                        }
                        """);

        assertThat(told.event("Order.Placed")).contains("- triggered by `Order.place` (aggregate)");
        assertThat(told.event("Order.Paid"))
                .as("a lambda in a lambda belongs to the method")
                .contains("- triggered by `Order.pay` (aggregate)");
    }

    @Test
    void aReferenceToAConstructorTriggers() {
        Told told =
                told(
                        ORDER,
                        """
                        final class Order extends Aggregate<OrderEvent> {
                            void place(Stream<String> items) {
                                items.map(OrderEvent.Placed::new).forEach(this::trigger);
                            }
                            @Override protected void apply(OrderEvent event) {}
                        }
                        """);

        assertThat(told.event("Order.Placed")).contains("- triggered by `Order.place` (aggregate)");
    }

    @Test
    void whoCallsAHelperTriggersWhatItMakes() {
        Told told =
                told(
                        ORDER,
                        """
                        interface Maker { OrderEvent make(String item); }
                        final class Placing implements Maker {
                            public OrderEvent make(String item) { return new OrderEvent.Placed(item); }
                        }
                        final class Order extends Aggregate<OrderEvent> {
                            void place(Maker maker) { trigger(maker.make("tea")); }
                            @Override protected void apply(OrderEvent event) {}
                        }
                        """);

        assertThat(told.event("Order.Placed")).contains("- triggered by `Order.place` (aggregate)");
    }

    @Test
    void anEventThatMakesAnotherTriggersNothing() {
        Told told =
                told(
                        """
                        sealed interface OrderEvent {
                            record Placed(String item) implements OrderEvent {
                                static Placed of(int number) { return new Placed("no. " + number); }
                                Placed big() { return new Placed("big " + item); }
                            }
                            record Paid(int amount) implements OrderEvent {
                                static Paid nothing() { return new Paid(0); }
                            }
                        }
                        final class Order extends Aggregate<OrderEvent> {
                            void place() { trigger(OrderEvent.Placed.of(7).big()); }
                            @Override protected void apply(OrderEvent event) {}
                        }
                        """);

        assertThat(told.event("Order.Placed")).contains("- triggered by `Order.place` (aggregate)");
        assertThat(told.event("Order.Paid"))
                .contains("- **triggered by nobody**: recorded no more, or by hand");
    }

    @Test
    void enduringObjectsGroupsAndSlicesTrigger() {
        Told told =
                told(
                        """
                        sealed interface ShopEvent {
                            record Opened(@Tag("till") String till) implements ShopEvent {}
                            record Moved(String from, String to) implements ShopEvent {}
                            record Closed(@Tag("till") String till) implements ShopEvent {}
                            record Counted(@Tag("till") String till) implements ShopEvent {}
                        }
                        final class Till extends EnduringObject<ShopEvent> {
                            static final EnduringType<Till> TYPE =
                                    EnduringType.of(Till.class, ShopEvent.Opened.class, Till::new);
                            Till() { super(TYPE); }
                            void open() { trigger(new ShopEvent.Opened(id())); }
                            @Override protected void apply(ShopEvent event) {}
                        }
                        final class Transfer extends Group<ShopEvent> {
                            void move() { trigger(new ShopEvent.Moved("a", "b")); }
                        }
                        final class Close extends Slice<ShopEvent> {
                            private final ShopEvent.Closed closed;
                            Close(String till) { closed = new ShopEvent.Closed(till); }
                            @Override protected void execute() {
                                trigger(closed);
                                trigger(new ShopEvent.Counted("x"));
                            }
                        }
                        """);

        assertThat(told.event("Shop.Opened"))
                .contains("- triggered by `Till.open` (enduring object)");
        assertThat(told.event("Shop.Moved")).contains("- triggered by `Transfer.move` (group)");
        assertThat(told.event("Shop.Closed")).contains("- triggered by `new Close` (slice)");
        assertThat(told.event("Shop.Counted")).contains("- triggered by `Close.execute` (slice)");
    }

    @Test
    void decidersTriggerWhicheverWayTheyAreWritten() {
        Told told =
                told(
                        ORDER,
                        """
                        final class Deciding implements Decider<String, String, OrderEvent> {
                            public String initial() { return ""; }
                            public List<OrderEvent> decide(String command, String state) {
                                return List.of(new OrderEvent.Placed(command));
                            }
                            public String evolve(String state, OrderEvent event) { return state; }
                        }
                        final class Nameless {
                            static final Decider<String, String, OrderEvent> DECIDER = new Decider<>() {
                                public String initial() { return ""; }
                                public List<OrderEvent> decide(String command, String state) {
                                    return List.of(new OrderEvent.Placed(command));
                                }
                                public String evolve(String state, OrderEvent event) { return state; }
                            };
                        }
                        final class Paying {
                            static final Decider<Integer, String, OrderEvent> DECIDER =
                                    Decider.of("", Paying::decide, (state, event) -> state);
                            private static List<OrderEvent> decide(int amount, String state) {
                                return List.of(paid(amount));
                            }
                            private static OrderEvent paid(int amount) {
                                return new OrderEvent.Paid(amount);
                            }
                        }
                        """);

        assertThat(told.event("Order.Placed"))
                .contains(
                        "- triggered by `Deciding.decide` (decider), `Nameless.decide` (decider)");
        assertThat(told.event("Order.Paid")).contains("- triggered by `Paying.decide` (decider)");
    }

    @Test
    void processManagersPoliciesAndApplicationsTrigger() {
        Told told =
                told(
                        ORDER,
                        """
                        final class Reminding implements ProcessManager<Integer, Reminding.Reminded> {
                            record Reminded() {}
                            public Class<Reminded> eventType() { return Reminded.class; }
                            public Integer initial() { return 0; }
                            public Integer evolve(Integer state, Reminded event) { return state + 1; }
                            public Optional<String> processOf(DomainEvent<?> event) {
                                return Optional.empty();
                            }
                            public Reaction<Reminded> react(Integer state, DomainEvent<?> event) {
                                return Reaction.of(new Reminded());
                            }
                        }
                        class Reminders extends ProcessManagerApplication {
                            Reminders(Settings settings) { super(settings, new Reminding()); }
                        }
                        class Office extends ProcessApplication {
                            Office(Settings settings) {
                                super(settings, EventTypes.of(OrderEvent.class));
                            }
                            @Override protected void policy(
                                    DomainEvent<?> event, ProcessingEvent processing) {
                                processing.collect(DomainEvent.of(
                                        new OrderEvent.Placed("tea"), EventDetails.none()));
                            }
                        }
                        class Shop extends Application {
                            Shop(Settings settings) {
                                super(settings, EventTypes.of(OrderEvent.class));
                            }
                            void pay() {
                                new Thread(new Later(this)).start();
                            }
                        }
                        final class Later implements Runnable {
                            private final Shop shop;
                            Later(Shop shop) { this.shop = shop; }
                            public void run() {
                                shop.save(DomainEvent.of(
                                        new OrderEvent.Paid(1), EventDetails.none()));
                            }
                        }
                        """);

        assertThat(told.event("Reminding.Reminded"))
                .contains("- triggered by `Reminding.react` (process manager)");
        assertThat(told.page()).contains("| `Reminders` | process application | `Reminding` |  |");
        assertThat(told.edges())
                .contains("process_application_Reminders --- process_manager_Reminding");
        assertThat(told.event("Order.Placed"))
                .contains("- triggered by `Office.policy` (process application)");
        assertThat(told.event("Order.Paid"))
                .as("nobody here calls run(), so it belongs to whoever makes the object")
                .contains("- triggered by `Shop.pay` (application)");
    }

    @Test
    void whoCallsAnInterfaceOfOthersCallsNotWhateverImplementsIt() {
        Told told =
                told(
                        ORDER,
                        """
                        final class Order extends Aggregate<OrderEvent> {
                            void place() { place(new Tea()); }
                            private void place(Supplier<OrderEvent> from) { trigger(from.get()); }
                            @Override protected void apply(OrderEvent event) {}
                        }
                        final class Tea implements Supplier<OrderEvent> {
                            public OrderEvent get() { return new OrderEvent.Placed("tea"); }
                        }
                        class Shop extends Application {
                            Shop(Settings settings) { super(settings); }
                            String name(Supplier<String> from) { return from.get(); }
                        }
                        """);

        assertThat(told.event("Order.Placed")).contains("- triggered by `Order.place` (aggregate)");
    }

    @Test
    void aClassThatNothingOfThesePutsToUseIsToldItself() {
        Told told =
                told(
                        ORDER,
                        """
                        final class Order extends Aggregate<OrderEvent> {
                            @Override protected void apply(OrderEvent event) {}
                        }
                        final class Import {
                            void run(Consumer<OrderEvent> to) { to.accept(new OrderEvent.Paid(1)); }
                            static OrderEvent placed() { return new OrderEvent.Placed("tea"); }
                        }
                        class Shop extends Application {
                            Shop(Settings settings) { super(settings); }
                            void load() { new Import().run(event -> {}); }
                        }
                        """);

        assertThat(told.event("Order.Paid")).contains("- triggered by `Shop.load` (application)");
        assertThat(told.event("Order.Placed"))
                .as("nobody calls it, and it needs no object that somebody has made")
                .contains("- triggered by `Import.placed` (other class)");
    }

    @Test
    void anUpcasterTriggersNothing() {
        Told told =
                told(
                        ORDER,
                        """
                        final class Order extends Aggregate<OrderEvent> {
                            record OldPaid(String amount) {}
                            static final Upcaster STEP =
                                    Upcaster.typed("Order.Paid", 1, OldPaid.class,
                                            OrderEvent.Paid.class,
                                            old -> new OrderEvent.Paid(old.amount().length()));
                            @Override protected void apply(OrderEvent event) {}
                        }
                        """);

        assertThat(told.event("Order.Paid"))
                .contains("- **triggered by nobody**: recorded no more, or by hand");
    }
}
