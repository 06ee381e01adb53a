package org.annals.compression;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Events with many components and little text, as JSON of some 300 bytes, from a seed. */
final class Shipments {
    private static final List<String> METHODS = List.of("STANDARD", "EXPRESS", "PICKUP");

    private final Random random;

    Shipments(long seed) {
        random = new Random(seed);
    }

    List<byte[]> next(int count) {
        return Stream.generate(this::next).limit(count).toList();
    }

    private byte[] next() {
        return """
        {"orderId":"%s","customerNumber":%d,"lines":[{"article":"A-%d","quantity":%d,\
        "unitPrice":%d.95,"currency":"EUR","taxRate":0.19}],"shippingMethod":"%s",\
        "billingCountry":"DE","shippingCountry":"DE","status":"SENT","sentAt":"%s"}"""
                .formatted(
                        id(),
                        random.nextInt(100_000, 1_000_000),
                        random.nextInt(500),
                        random.nextInt(1, 10),
                        random.nextInt(100),
                        METHODS.get(random.nextInt(METHODS.size())),
                        Instant.ofEpochMilli(1_700_000_000_000L + random.nextInt(1_000_000_000)))
                .getBytes(UTF_8);
    }

    /** Returns events that are little else than two random ids. */
    List<byte[]> ids(int count) {
        return Stream.generate(
                        () ->
                                "{\"student\":\"student-%s\",\"course\":\"course-%s\"}"
                                        .formatted(id(), id())
                                        .getBytes(UTF_8))
                .limit(count)
                .toList();
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
