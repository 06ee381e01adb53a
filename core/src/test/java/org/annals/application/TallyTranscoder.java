package org.annals.application;

import org.annals.persistence.Transcoder;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Encodes what tallies have as numbers, so that nothing decoded shares anything with another. */
final class TallyTranscoder implements Transcoder {
    @Override
    public byte[] encode(Object object) {
        return switch (object) {
            case Tally.Event.Noted(int number) -> bytes(List.of(number));
            case Tally.State(List<Integer> numbers) -> bytes(numbers);
            case Integer sum -> bytes(List.of(sum));
            default -> throw new IllegalArgumentException(object.getClass().getName());
        };
    }

    private static byte[] bytes(List<Integer> numbers) {
        var buffer = ByteBuffer.allocate(numbers.size() * Integer.BYTES);
        numbers.forEach(buffer::putInt);
        return buffer.array();
    }

    @Override
    public <T> T decode(byte[] bytes, Class<T> type) {
        List<Integer> numbers = new ArrayList<>();
        for (var buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining(); ) {
            numbers.add(buffer.getInt());
        }
        Object decoded;
        if (type == Tally.Event.Noted.class) {
            decoded = new Tally.Event.Noted(numbers.getFirst());
        } else if (type == Tally.State.class) {
            decoded = new Tally.State(numbers);
        } else {
            decoded = numbers.getFirst();
        }
        return type.cast(decoded);
    }
}
