package org.annals.processor.lock;

import org.annals.domain.Personal;
import org.annals.domain.Subject;
import org.annals.domain.Tag;
import org.annals.processor.SealedElements;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Reads what one event is made of. For one event. */
final class ShapeReader {
    // Those of which a simple name says enough.
    private static final Set<String> PLAIN_PACKAGES =
            Set.of("java.lang", "java.math", "java.net", "java.time", "java.util");

    // A generic type that has a larger one of itself within would never end.
    private static final int MAX_VALUES = 500;

    private final Elements elements;
    private final Types types;
    private final Map<String, TypeElement> named = new HashMap<>();
    private final Set<String> begun = new TreeSet<>();
    private final SortedMap<String, Form.Value> values = new TreeMap<>();
    private boolean isErroneous;

    private ShapeReader(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /** Returns the shape of an event, unless it has types that do not compile. */
    static Optional<Shape> read(TypeElement event, Elements elements, Types types) {
        var reader = new ShapeReader(elements, types);
        Form form =
                event.getKind() == ElementKind.RECORD
                        ? reader.recordForm(event, (DeclaredType) event.asType())
                        : new Form.Opaque();
        return reader.isErroneous ? Optional.empty() : Optional.of(new Shape(form, reader.values));
    }

    private Form.OfRecord recordForm(TypeElement type, DeclaredType as) {
        List<Component> components = new ArrayList<>();
        for (RecordComponentElement each : type.getRecordComponents()) {
            components.add(component(type, each, as));
        }
        return new Form.OfRecord(
                components,
                TranscoderAnnotations.ignoreUnknown(type),
                TranscoderAnnotations.others(List.of(type)));
    }

    private Component component(TypeElement owner, RecordComponentElement each, DeclaredType as) {
        List<AnnotatedConstruct> places = new ArrayList<>(List.of(each, each.getAccessor()));
        ElementFilter.fieldsIn(owner.getEnclosedElements()).stream()
                .filter(field -> field.getSimpleName().equals(each.getSimpleName()))
                .forEach(places::add);
        Tag tag = each.getAnnotation(Tag.class);
        return new Component(
                each.getSimpleName().toString(),
                form(typeOf(each, as)),
                isNullable(owner, each),
                TranscoderAnnotations.storedName(places),
                tag == null ? null : tag.value(),
                each.getAnnotation(Personal.class) != null,
                each.getAnnotation(Subject.class) != null,
                TranscoderAnnotations.others(places));
    }

    private TypeMirror typeOf(RecordComponentElement component, DeclaredType as) {
        return as.getTypeArguments().isEmpty()
                ? component.asType()
                : ((ExecutableType) types.asMemberOf(as, component.getAccessor())).getReturnType();
    }

    /** Returns whether the transcoder, which looks at constructors, lets a component be missing. */
    private boolean isNullable(TypeElement owner, RecordComponentElement component) {
        int index = owner.getRecordComponents().indexOf(component);
        for (ExecutableElement each : ElementFilter.constructorsIn(owner.getEnclosedElements())) {
            if (elements.isCanonicalConstructor(each)
                    && !elements.isCompactConstructor(each)
                    && elements.getOrigin(each) == Elements.Origin.EXPLICIT) {
                VariableElement parameter = each.getParameters().get(index);
                return TranscoderAnnotations.sayNullable(parameter)
                        || TranscoderAnnotations.sayNullable(parameter.asType());
            }
        }
        return TranscoderAnnotations.sayNullable(component)
                || TranscoderAnnotations.sayNullable(component.asType())
                || TranscoderAnnotations.sayNullable(component.getAccessor());
    }

    private TypeForm form(TypeMirror type) {
        return switch (type.getKind()) {
            case ARRAY -> TypeForm.arrayOf(form(((ArrayType) type).getComponentType()));
            case DECLARED -> form((DeclaredType) type);
            case WILDCARD -> bound((WildcardType) type);
            case TYPEVAR -> TypeForm.of(types.asElement(type).getSimpleName().toString());
            case ERROR -> {
                isErroneous = true;
                yield TypeForm.of("Object");
            }
            default -> TypeForm.of(type.getKind().name().toLowerCase(Locale.ROOT));
        };
    }

    private TypeForm bound(WildcardType type) {
        TypeMirror bound = type.getExtendsBound();
        return bound == null ? TypeForm.of("Object") : form(bound);
    }

    private TypeForm form(DeclaredType type) {
        var element = (TypeElement) type.asElement();
        List<TypeForm> arguments = new ArrayList<>();
        for (TypeMirror each : type.getTypeArguments()) {
            arguments.add(form(each));
        }
        if (!isValue(element)) {
            return new TypeForm(otherName(element), arguments);
        }
        var form = new TypeForm(valueName(element), arguments);
        String key = form.toString();
        if (begun.size() < MAX_VALUES && begun.add(key)) {
            values.put(key, valueForm(element, type));
        }
        return form;
    }

    private boolean isValue(TypeElement type) {
        boolean isTold =
                type.getKind() == ElementKind.RECORD
                        || type.getKind() == ElementKind.ENUM
                        || SealedElements.isSealed(type);
        return isTold && !packageOf(type).startsWith("java.");
    }

    private String packageOf(Element type) {
        return elements.getPackageOf(type).getQualifiedName() + ".";
    }

    /** Returns the simple name, with a number if another type has it. */
    private String valueName(TypeElement type) {
        String simple = type.getSimpleName().toString();
        String name = simple;
        for (int i = 2; !type.equals(named.getOrDefault(name, type)); i++) {
            name = simple + "#" + i;
        }
        named.put(name, type);
        return name;
    }

    private String otherName(TypeElement type) {
        String name = type.getQualifiedName().toString();
        String packageName = packageOf(type);
        return PLAIN_PACKAGES.contains(packageName.substring(0, packageName.length() - 1))
                        || name.equals("org.annals.domain.Erasable")
                ? name.substring(packageName.length())
                : name;
    }

    private Form.Value valueForm(TypeElement type, DeclaredType as) {
        if (type.getKind() == ElementKind.RECORD) {
            return recordForm(type, as);
        }
        return type.getKind() == ElementKind.ENUM ? enumForm(type) : choiceForm(type);
    }

    private static Form.OfEnum enumForm(TypeElement type) {
        var constants = new TreeSet<String>();
        for (VariableElement each : ElementFilter.fieldsIn(type.getEnclosedElements())) {
            if (each.getKind() == ElementKind.ENUM_CONSTANT) {
                @Nullable String stored = TranscoderAnnotations.storedName(List.of(each));
                constants.add(stored == null ? each.getSimpleName().toString() : stored);
            }
        }
        return new Form.OfEnum(constants);
    }

    private Form.OfChoice choiceForm(TypeElement type) {
        SortedMap<String, TypeForm> choices = new TreeMap<>();
        for (TypeElement leaf : SealedElements.leavesOf(type)) {
            @Nullable String stored = TranscoderAnnotations.typeName(leaf);
            String name = stored == null ? leaf.getSimpleName().toString() : stored;
            // One that has itself as a leaf is begun already, and told by its name alone.
            choices.put(
                    name,
                    leaf.equals(type)
                            ? TypeForm.of(otherName(leaf))
                            : form((DeclaredType) leaf.asType()));
        }
        return new Form.OfChoice(choices, TranscoderAnnotations.others(List.of(type)));
    }
}
