package org.annals.jackson;

import org.annals.domain.Text;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.jdk.NumberSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Refuses to write what reading would refuse: numbers with too many digits and keys that are too
 * long. An event that was stored must never turn out to be unreadable.
 */
final class WriteBounds {
    private WriteBounds() {}

    static JacksonModule module() {
        return new SimpleModule("annals-write-bounds")
                .addSerializer(BigDecimal.class, new BoundedNumber(BigDecimal.class))
                .addSerializer(BigInteger.class, new BoundedNumber(BigInteger.class))
                .addKeySerializer(String.class, new BoundedKey());
    }

    private static final class BoundedNumber extends NumberSerializer {
        BoundedNumber(Class<? extends Number> type) {
            super(type);
        }

        @Override
        public void serialize(Number value, JsonGenerator generator, SerializationContext context) {
            if (!isSmall(value)) {
                long digits = value.toString().chars().filter(Character::isDigit).count();
                if (digits > DefaultMapper.MAX_DIGITS) {
                    throw new StreamConstraintsException("too many digits");
                }
            }
            super.serialize(value, generator, context);
        }

        // Counting digits makes text of the number, so most numbers are spared it.
        private static boolean isSmall(Number value) {
            return value instanceof BigDecimal decimal
                    ? decimal.precision() < 20 && Math.abs(decimal.scale()) < 20
                    : value instanceof BigInteger integer && integer.bitLength() < 64;
        }
    }

    private static final class BoundedKey extends StdSerializer<String> {
        BoundedKey() {
            super(String.class);
        }

        @Override
        public void serialize(String key, JsonGenerator generator, SerializationContext context) {
            if (Text.utf8Length(key) > DefaultMapper.MAX_NAME) {
                throw new StreamConstraintsException("key too long");
            }
            generator.writeName(key);
        }
    }
}
