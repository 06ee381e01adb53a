package org.annals.jackson;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.NumberDeserializers.ByteDeserializer;
import tools.jackson.databind.deser.jdk.NumberDeserializers.DoubleDeserializer;
import tools.jackson.databind.deser.jdk.NumberDeserializers.FloatDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.ext.jdk8.OptionalDoubleDeserializer;
import tools.jackson.databind.module.SimpleModule;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Month;
import java.time.Year;
import java.util.OptionalDouble;
import java.util.function.IntFunction;

/**
 * Readers of numbers that Jackson would fit into their type: 200 into a byte, 1e400 into a double.
 */
final class NumberReaders {
    private NumberReaders() {}

    static void addTo(SimpleModule module) {
        module.addDeserializer(byte.class, new OfByte(byte.class, (byte) 0))
                .addDeserializer(Byte.class, new OfByte(Byte.class, null))
                .addDeserializer(double.class, new OfDouble(double.class, 0.0))
                .addDeserializer(Double.class, new OfDouble(Double.class, null))
                .addDeserializer(float.class, new OfFloat(float.class, 0.0f))
                .addDeserializer(Float.class, new OfFloat(Float.class, null))
                .addDeserializer(OptionalDouble.class, new OfOptionalDouble())
                .addDeserializer(Month.class, new OfPart<>(Month.class, Month::of))
                .addDeserializer(Year.class, new OfPart<>(Year.class, Year::of));
    }

    /** Returns whether a floating point number is neither beyond its type nor lost in it. */
    private static boolean fits(Number number, JsonParser parser) {
        if (parser.hasToken(JsonToken.VALUE_STRING)) {
            // NaN and the infinities are text, and have other names beside the ones written.
            return number.toString().equals(parser.getString());
        }
        double value = number.doubleValue();
        return !Double.isInfinite(value)
                && (value != 0 || new BigDecimal(parser.getString()).signum() == 0);
    }

    private static final class OfByte extends ByteDeserializer {
        OfByte(Class<Byte> type, @Nullable Byte nullValue) {
            super(type, nullValue);
        }

        @Override
        public Byte deserialize(JsonParser parser, DeserializationContext context) {
            Byte number = super.deserialize(parser, context);
            return parser.getIntValue() == number
                    ? number
                    : context.reportInputMismatch(this, "out of range");
        }
    }

    private static final class OfDouble extends DoubleDeserializer {
        OfDouble(Class<Double> type, @Nullable Double nullValue) {
            super(type, nullValue);
        }

        @Override
        public Double deserialize(JsonParser parser, DeserializationContext context) {
            Double number = super.deserialize(parser, context);
            return fits(number, parser)
                    ? number
                    : context.reportInputMismatch(this, "out of range");
        }
    }

    private static final class OfFloat extends FloatDeserializer {
        OfFloat(Class<Float> type, @Nullable Float nullValue) {
            super(type, nullValue);
        }

        @Override
        public Float deserialize(JsonParser parser, DeserializationContext context) {
            Float number = super.deserialize(parser, context);
            return fits(number, parser)
                    ? number
                    : context.reportInputMismatch(this, "out of range");
        }
    }

    private static final class OfOptionalDouble extends OptionalDoubleDeserializer {
        @Override
        public OptionalDouble deserialize(JsonParser parser, DeserializationContext context) {
            OptionalDouble number = super.deserialize(parser, context);
            return fits(number.orElseThrow(), parser)
                    ? number
                    : context.reportInputMismatch(this, "out of range");
        }
    }

    /** Reads a part of a date that is a number in JSON, and not the text of one. */
    private static final class OfPart<T> extends StdScalarDeserializer<T> {
        private final IntFunction<T> part;

        OfPart(Class<T> type, IntFunction<T> part) {
            super(type);
            this.part = part;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            try {
                return parser.hasToken(JsonToken.VALUE_NUMBER_INT)
                        ? part.apply(parser.getIntValue())
                        : context.reportInputMismatch(this, "not a whole number");
            } catch (DateTimeException e) {
                return context.reportInputMismatch(this, "out of range");
            }
        }
    }
}
