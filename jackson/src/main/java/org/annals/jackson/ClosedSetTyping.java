package org.annals.jackson;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.jsontype.impl.AsPropertyTypeDeserializer;
import tools.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import tools.jackson.databind.util.TokenBuffer;

import java.util.Collection;

/**
 * Tells the types of a closed set apart: by a property, or for a constant of an enum, which has
 * none, by the array {@code ["Coin","PENNY"]}. Jackson would read either form for both.
 */
final class ClosedSetTyping extends StdTypeResolverBuilder {
    @Override
    public StdTypeResolverBuilder withDefaultImpl(Class<?> type) {
        return this;
    }

    @Override
    public TypeDeserializer buildTypeDeserializer(
            DeserializationContext context, JavaType type, Collection<NamedType> names) {
        var byProperty =
                (AsPropertyTypeDeserializer) super.buildTypeDeserializer(context, type, names);
        return new Strict(byProperty, null);
    }

    private static final class Strict extends AsPropertyTypeDeserializer {
        Strict(AsPropertyTypeDeserializer source, @Nullable BeanProperty property) {
            super(source, property);
        }

        @Override
        public TypeDeserializer forProperty(BeanProperty property) {
            return new Strict(this, property);
        }

        @Override
        protected Object _deserializeTypedUsingDefaultImpl(
                JsonParser parser,
                DeserializationContext context,
                @Nullable TokenBuffer read,
                String message) {
            boolean isArray = parser.isExpectedStartArrayToken();
            Object value = super._deserializeTypedUsingDefaultImpl(parser, context, read, message);
            return isArray && !(value instanceof Enum<?>)
                    ? context.reportInputMismatch(baseType(), "not as it is written")
                    : value;
        }
    }
}
