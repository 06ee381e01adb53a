package org.annals.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

final class DrawingTest {
    private static final String SHOP =
            """
            final class Order extends Aggregate<Order.Event> {
                sealed interface Event {
                    record Placed() implements Event {}
                    record Paid() implements Event {}
                    record Sent() implements Event {}
                }
                static final AggregateType<Order> TYPE = AggregateType.of(Order.class, Order::new);
                void place() { trigger(new Event.Placed()); }
                void placeAgain() { trigger(new Event.Placed()); }
                void pay() { trigger(new Event.Paid()); }
                void send() { trigger(new Event.Sent()); }
                @Override protected void apply(Event event) {}
            }
            class Shop extends Application {
                record Shut() {}
                Shop(Settings settings) { super(settings, Order.TYPE, EventTypes.of(Shut.class)); }
                void place() { save(new Order()); }
                void shut() { save(DomainEvent.of(new Shut(), EventDetails.none())); }
            }
            abstract class Office extends ProcessApplication {
                Office(Settings settings) { super(settings); }
            }
            final class Bill extends Aggregate<Bill.Event> {
                sealed interface Event {
                    record Written() implements Event {}
                }
                static final AggregateType<Bill> TYPE = AggregateType.of(Bill.class, Bill::new);
                void write() { trigger(new Event.Written()); }
                @Override protected void apply(Event event) {}
            }
            class Bills extends ProcessApplication {
                static final Node<Shop> SHOP = Node.node(Shop.class, Shop::new);
                static final EventSystem SYSTEM = system();
                Bills(Settings settings) { super(settings, Bill.TYPE); }
                static EventSystem system() {
                    var bills = Node.node(Bills.class, Bills::new);
                    return EventSystem.of(Pipe.pipe(SHOP, bills, Node.node(Post.class, Post::new)));
                }
                @Override protected void policy(DomainEvent<?> event, ProcessingEvent processing) {
                    if (event.event() instanceof Order.Event.Sent) {
                        var bill = new Bill();
                        bill.write();
                        processing.collect(bill);
                    }
                }
            }
            class Post extends Office {
                Post(Settings settings) { super(settings); }
                @Override protected void policy(DomainEvent<?> event, ProcessingEvent processing) {}
            }
            """;

    private @TempDir Path folder;

    @Test
    void eventsFlowFromWhoTriggersToWhoFollows() {
        Told told = Told.of(folder, SHOP);

        assertThat(told.edges())
                .containsExactly(
                        "aggregate_Bill --> event_Bill_Event_Written",
                        "aggregate_Order --> event_Order_Event_Paid",
                        "aggregate_Order --> event_Order_Event_Sent",
                        "application_Shop --- aggregate_Order",
                        "application_Shop --> event_Shop_Shut",
                        "application_Shop ==> process_application_Bills",
                        "event_Order_Event_Sent --> process_application_Bills",
                        "process_application_Bills --- aggregate_Bill",
                        "process_application_Bills ==> process_application_Post");
        assertThat(told.page())
                .contains("and 3 applications.")
                .doesNotContain("untriggered")
                .contains("event_Order_Event_Paid[\"Order.Paid<br>Order.Placed\"]")
                .contains("application_Shop[\"Shop\"]")
                .contains("process_application_Bills([\"Bills\"])")
                .contains("subgraph family_Order_Event[\"Order.Event\"]")
                .contains("| `Shop` | application | `Order.Event`, `Shop` |  |")
                .contains("| `Post` | process application |  | `Bills` |");
    }

    @Test
    void fiftyEventsThatGoTheSameWayAreOneBox() {
        String records =
                IntStream.range(0, 50)
                        .mapToObj("record E%d() implements ManyEvent {}"::formatted)
                        .collect(Collectors.joining("\n", "sealed interface ManyEvent {\n", "}\n"));
        String methods =
                IntStream.range(0, 50)
                        .mapToObj("void e%1$d() { trigger(new ManyEvent.E%1$d()); }"::formatted)
                        .collect(
                                Collectors.joining(
                                        "\n",
                                        "final class Many extends Aggregate<ManyEvent> {\n",
                                        "@Override protected void apply(ManyEvent event) {}\n}\n"));

        Told told = Told.of(folder, records, methods);

        assertThat(told.page()).contains("50 events of 1 family, and 0 applications.");
        assertThat(told.edges()).containsExactly("aggregate_Many --> event_ManyEvent_E0");
    }

    @Test
    void whatNobodyTriggersIsDashed() {
        Told told =
                Told.of(
                        folder,
                        """
                        final class Order extends Aggregate<Order.Event> {
                            sealed interface Event {
                                record Placed() implements Event {}
                                record Gone() implements Event {}
                            }
                            void place() { trigger(new Event.Placed()); }
                            @Override protected void apply(Event event) {}
                        }
                        """);

        assertThat(told.page())
                .contains("event_Order_Event_Gone[\"Order.Gone\"]:::untriggered\n")
                .contains("event_Order_Event_Placed[\"Order.Placed\"]\n")
                .contains("classDef untriggered stroke-dasharray: 4\n")
                .contains("- Triggered by nobody: [`Order.Gone`](#ordergone)\n");
    }

    @Test
    void whateverNamesHoldIsShownAndDoesNothing() {
        Told told =
                Told.of(
                        folder,
                        """
                        final class Odd extends Aggregate<Odd.Ünd$> {
                            @EventType(name = "a\\"b|`c<d>#&") record Ünd$() {}
                            @Override protected void apply(Ünd$ event) {}
                        }
                        """);

        assertThat(told.page())
                .contains("event_Odd_u", "[\"a#34;b|#96;c#60;d#62;#35;#38;\"]")
                .contains("### `` a\"b|`c<d>#& ``")
                .contains("- applied by `Odd` (aggregate)");
    }

    @Test
    void classesOfOneNameAreToldByTheirPackages() {
        String text =
                """
                import org.annals.domain.*;
                final class Order extends Aggregate<Order.Placed> {
                    record Placed() {}
                    void place() { trigger(new Placed()); }
                    @Override protected void apply(Placed event) {}
                }
                """;
        Told.compile(folder, "shop.tea", text);

        Told told = Told.of(folder, text.substring(text.indexOf('\n')));

        assertThat(told.page())
                .contains(
                        "- Followed by nobody: [`Order.Placed`](#orderplaced), [`Order.Placed`](#orderplaced-1)")
                .contains("- triggered by `tea.Order.place` (aggregate)")
                .contains("- triggered by `shop.Order.place` (aggregate)");
    }
}
