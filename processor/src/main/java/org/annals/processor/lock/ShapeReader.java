package org.annals.processor.lock;

import org.annals.domain.Personal;
import org.annals.domain.Subject;
import org.annals.domain.Tag;
import org.annals.processor.SealedElements;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

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
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
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
    private final Set<Element> bounded = new HashSet<>();
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
                components, TranscoderAnnotations.ignoreUnknown(type), annotations(type));
    }

    private static List<String> annotations(TypeElement type) {
        List<String> all = new ArrayList<>(TranscoderAnnotations.others(List.of(type)));
        all.addAll(TranscoderMembers.of(type));
        return all;
    }

    private Component component(TypeElement owner, RecordComponentElement each, DeclaredType as) {
        List<AnnotatedConstruct> places = new ArrayList<>(List.of(each, each.getAccessor()));
        ElementFilter.fieldsIn(owner.getEnclosedElements()).stream()
                .filter(field -> field.getSimpleName().equals(each.getSimpleName()))
                .forEach(places::add);
        parameterOf(owner, each).ifPresent(places::add);
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
        Optional<VariableElement> parameter = parameterOf(owner, component);
        if (parameter.isPresent()) {
            return TranscoderAnnotations.sayNullable(parameter.get())
                    || TranscoderAnnotations.sayNullable(parameter.get().asType());
        }
        return TranscoderAnnotations.sayNullable(component)
                || TranscoderAnnotations.sayNullable(component.asType())
                || TranscoderAnnotations.sayNullable(component.getAccessor());
    }

    /** Returns the parameter for a component of a constructor that is written out. */
    private Optional<VariableElement> parameterOf(
            TypeElement owner, RecordComponentElement component) {
        int index = owner.getRecordComponents().indexOf(component);
        return ElementFilter.constructorsIn(owner.getEnclosedElements()).stream()
                // Of a class file the compiler does not tell which one is canonical.
                .filter(each -> isOf(each, owner.getRecordComponents()))
                .filter(each -> !elements.isCompactConstructor(each))
                .filter(each -> elements.getOrigin(each) == Elements.Origin.EXPLICIT)
                .<VariableElement>map(each -> each.getParameters().get(index))
                .findFirst();
    }

    private boolean isOf(
            ExecutableElement constructor, List<? extends RecordComponentElement> components) {
        List<? extends VariableElement> parameters = constructor.getParameters();
        return parameters.size() == components.size()
                && IntStream.range(0, components.size())
                        .allMatch(
                                i ->
                                        types.isSameType(
                                                types.erasure(parameters.get(i).asType()),
                                                types.erasure(components.get(i).asType())));
    }

    private TypeForm form(TypeMirror type) {
        return switch (type.getKind()) {
            case ARRAY -> TypeForm.arrayOf(form(((ArrayType) type).getComponentType()));
            case DECLARED -> form((DeclaredType) type);
            case WILDCARD -> bound((WildcardType) type);
            case TYPEVAR -> variable((TypeVariable) type);
            case ERROR -> {
                isErroneous = true;
                yield TypeForm.of("Object");
            }
            default -> TypeForm.of(type.getKind().name().toLowerCase(Locale.ROOT));
        };
    }

    // What is stored of it is what the bound says; one without a bound is told by its name.
    private TypeForm variable(TypeVariable type) {
        Element element = type.asElement();
        TypeMirror upper = type.getUpperBound();
        TypeMirror bound =
                upper instanceof IntersectionType all ? all.getBounds().getFirst() : upper;
        boolean isPlain = types.isSameType(bound, objectType());
        if (isPlain || !bounded.add(element)) {
            return TypeForm.of(element.getSimpleName().toString());
        }
        try {
            return form(bound);
        } finally {
            bounded.remove(element);
        }
    }

    private TypeMirror objectType() {
        return elements.getTypeElement("java.lang.Object").asType();
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
        boolean isPlain =
                PLAIN_PACKAGES.contains(packageName.substring(0, packageName.length() - 1))
                        || name.equals("org.annals.domain.Erasable");
        String simple = name.substring(packageName.length());
        // A value within may have the same one.
        boolean isTold = isPlain && type.equals(named.getOrDefault(simple, type));
        if (isTold) {
            named.put(simple, type);
        }
        return isTold ? simple : name;
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
        return new Form.OfEnum(constants, annotations(type));
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
        return new Form.OfChoice(choices, annotations(type));
    }
}
