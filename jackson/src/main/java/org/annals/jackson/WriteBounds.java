package org.annals.jackson;

import org.annals.domain.Text;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.jdk.NumberSerializer;
import tools.jackson.databind.ser.std.StdScalarSerializer;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Refuses to write what reading would refuse, or would read as something else. An event that was
 * stored must never turn out to be unreadable. What it throws says why, and nothing of the content.
 */
final class WriteBounds {
    private WriteBounds() {}

    static JacksonModule module() {
        var module =
                new SimpleModule("annals-write-bounds")
                        .addSerializer(BigDecimal.class, new BoundedNumber(BigDecimal.class))
                        .addSerializer(BigInteger.class, new BoundedNumber(BigInteger.class))
                        .addSerializer(char.class, new OfText<>(char.class, String::valueOf))
                        .addSerializer(
                                Character.class, new OfText<>(Character.class, String::valueOf))
                        .addSerializer(String.class, new OfText<>(String.class, text -> text))
                        .addKeySerializer(String.class, new OfKey<>(String.class, text -> text))
                        .setSerializerModifier(new NoNullOptional());
        TextTypes.VALUES.stream()
                .filter(each -> each.type() == URI.class || each.type() == Locale.class)
                .forEach(each -> add(module, each));
        TextTypes.KEYS.forEach(each -> addKey(module, each));
        return module;
    }

    private static <T> void add(SimpleModule module, TextType<T> type) {
        module.addSerializer(type.type(), new OfText<>(type.type(), type.writer()));
    }

    private static <T> void addKey(SimpleModule module, TextType<T> type) {
        module.addKeySerializer(type.type(), new OfKey<>(type.type(), type.writer()));
    }

    /** Returns the text if it is one of Unicode: half a pair of surrogates is no character. */
    private static String requireCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                // A pair is one code point, and half of one is a code point in itself.
                int codePoint = text.codePointAt(i);
                if (!Character.isSupplementaryCodePoint(codePoint)) {
                    throw new StreamConstraintsException("the text has an unpaired surrogate");
                }
                i++;
            }
        }
        return text;
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
                    throw new StreamConstraintsException(
                            "the number has more than %d digits"
                                    .formatted(DefaultMapper.MAX_DIGITS));
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

    private static final class OfText<T> extends StdScalarSerializer<T> {
        private final Function<T, String> text;

        OfText(Class<T> type, Function<T, String> text) {
            super(type);
            this.text = text;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(requireCharacters(text.apply(value)));
        }
    }

    private static final class OfKey<T> extends StdScalarSerializer<T> {
        private final Function<T, String> text;

        OfKey(Class<T> type, Function<T, String> text) {
            super(type);
            this.text = text;
        }

        @Override
        public void serialize(T key, JsonGenerator generator, SerializationContext context) {
            String name = requireCharacters(text.apply(key));
            if (Text.utf8Length(name) > DefaultMapper.MAX_NAME) {
                throw new StreamConstraintsException(
                        "the key of a map has more than %d bytes"
                                .formatted(DefaultMapper.MAX_NAME));
            }
            generator.writeName(name);
        }
    }

    /** Refuses null in place of an Optional: it would be read as an empty one. */
    private static final class NoNullOptional extends ValueSerializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config,
                BeanDescription.Supplier description,
                List<BeanPropertyWriter> components) {
            for (BeanPropertyWriter component : components) {
                if (RecordIntrospector.isOptional(component.getType().getRawClass())) {
                    component.assignNullSerializer(new Refused());
                }
            }
            return components;
        }
    }

    private static final class Refused extends StdScalarSerializer<Object> {
        Refused() {
            super(Object.class);
        }

        @Override
        public void serialize(
                Object nothing, JsonGenerator generator, SerializationContext context) {
            throw new StreamConstraintsException("an Optional is null");
        }
    }
}
