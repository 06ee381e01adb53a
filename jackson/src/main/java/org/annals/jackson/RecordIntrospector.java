package org.annals.jackson;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.AnnotatedWithParams;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What records and sealed types say by themselves: which components may be absent, and which
 * records a value may be. Jackson's own annotations come first, where there are some. Immutable.
 */
final class RecordIntrospector extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    private static final Set<Class<?>> OPTIONALS =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    /** Returns whether a value of the type may be empty, which is null in JSON. */
    static boolean isOptional(Class<?> type) {
        return OPTIONALS.contains(type);
    }

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        Boolean own = super.hasRequiredMarker(config, member);
        if (own == null && member instanceof AnnotatedParameter parameter) {
            return !mayBeAbsent(parameter);
        }
        return own;
    }

    private static boolean mayBeAbsent(AnnotatedParameter parameter) {
        if (isOptional(parameter.getRawType())) {
            return true;
        }
        var creator = (Executable) parameter.getOwner().getMember();
        Parameter reflected = creator.getParameters()[parameter.getIndex()];
        return saysNullable(reflected) || saysNullable(reflected.getAnnotatedType());
    }

    private static boolean saysNullable(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(each -> each.annotationType().getSimpleName().equals("Nullable"));
    }

    /**
     * Returns that a record is made from its components, and not by whatever else could make it.
     */
    @Override
    public JsonCreator.@Nullable Mode findCreatorAnnotation(
            MapperConfig<?> config, Annotated annotated) {
        JsonCreator.Mode own = super.findCreatorAnnotation(config, annotated);
        return own == null
                        && annotated instanceof AnnotatedWithParams creator
                        && !isCanonical(creator)
                ? JsonCreator.Mode.DISABLED
                : own;
    }

    private static boolean isCanonical(AnnotatedWithParams creator) {
        Class<?> type = creator.getDeclaringClass();
        if (!type.isRecord()) {
            return true;
        }
        return creator instanceof AnnotatedConstructor constructor
                && Arrays.equals(
                        constructor.getAnnotated().getParameterTypes(),
                        Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray());
    }

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
            MapperConfig<?> config, Annotated annotated) {
        JsonTypeInfo.Value own = super.findPolymorphicTypeInfo(config, annotated);
        return (own == null && isClosedSet(annotated)) ? ClosedSet.TYPE_INFO : own;
    }

    @Override
    public @Nullable Object findTypeResolverBuilder(MapperConfig<?> config, Annotated annotated) {
        Object own = super.findTypeResolverBuilder(config, annotated);
        boolean ours =
                own == null
                        && isClosedSet(annotated)
                        && super.findPolymorphicTypeInfo(config, annotated) == null;
        return ours ? new ClosedSetTyping() : own;
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
        boolean ours =
                isClosedSet(annotated) && super.findPolymorphicTypeInfo(config, annotated) == null;
        return ours
                ? ClosedSet.namesOf(annotated.getRawType())
                : super.findSubtypes(config, annotated);
    }

    private static boolean isClosedSet(Annotated annotated) {
        return annotated instanceof AnnotatedClass && ClosedSet.is(annotated.getRawType());
    }
}
