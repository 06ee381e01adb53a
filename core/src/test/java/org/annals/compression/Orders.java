package org.annals.compression;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Events such as many have, as JSON of some 185 bytes, from a seed. */
final class Orders {
    private static final List<String> NAMES =
            List.of(
                    "Ada", "Bjarne", "Chidi", "Dolores", "Emeka", "Fatima", "Grace", "Hiro",
                    "Ingrid", "Joao", "Kwame", "Leila", "Mateus", "Ngozi", "Olga", "Priya");
    private static final List<String> PHRASES =
            List.of(
                    "delivery before noon ",
                    "leave it with the neighbour ",
                    "ring the bell twice ",
                    "gift wrapping requested ",
                    "customer called about the invoice ",
                    "address confirmed by telephone ",
                    "fragile contents ",
                    "paid in advance ",
                    "second attempt after holiday ",
                    "warehouse reports low stock ",
                    "insurance included ",
                    "return label enclosed ");

    private final Random random;

    Orders(long seed) {
        random = new Random(seed);
    }

    List<byte[]> next(int count) {
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(next(note()));
        }
        return events;
    }

    byte[] next(String note) {
        return "{\"customer\":\"%s\",\"amount\":%d.%02d,\"currency\":\"EUR\",\"note\":\"%s\",\"placedAt\":\"%s\"}"
                .formatted(
                        NAMES.get(random.nextInt(NAMES.size())),
                        random.nextInt(1_000),
                        random.nextInt(100),
                        note,
                        Instant.ofEpochMilli(1_700_000_000_000L + random.nextInt(1_000_000_000)))
                .getBytes(UTF_8);
    }

    private String note() {
        var note = new StringBuilder();
        while (note.length() < 80) {
            note.append(PHRASES.get(random.nextInt(PHRASES.size())));
        }
        return note.substring(0, 80);
    }
}
