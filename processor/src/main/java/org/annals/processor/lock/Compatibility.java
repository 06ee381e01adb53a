package org.annals.processor.lock;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares what an event was with what it is: whether all that can be read as the former can be
 * read as the latter too.
 *
 * <p>All that can be read, and not only what is written: an event may be stored in any shape that
 * the type has had, so the rules must hold from each of these to the newest, over the ones between.
 * For one comparison.
 */
final class Compatibility {
    private static final Set<String> OPTIONALS =
            Set.of("Optional", "OptionalDouble", "OptionalInt", "OptionalLong");

    private final Map<String, Form.Value> then;
    private final Map<String, Form.Value> now;
    private final List<Change> changes = new ArrayList<>();
    private final Set<List<String>> compared = new HashSet<>();

    private Compatibility(Shape then, Shape now) {
        this.then = then.values();
        this.now = now.values();
    }

    /** Returns how one shape has become another. */
    static List<Change> between(Shape then, Shape now) {
        var comparison = new Compatibility(then, now);
        comparison.compareForms("", then.form(), now.form());
        return List.copyOf(comparison.changes);
    }

    private void compareForms(String path, Form before, Form after) {
        switch (before) {
            case Form.OfRecord was when after instanceof Form.OfRecord is ->
                    compareRecords(path, was, is);
            case Form.OfEnum was when after instanceof Form.OfEnum is -> {
                compareAnnotations(path, was.annotations(), is.annotations());
                compareNames(path, "constant", was.constants(), is.constants());
            }
            case Form.OfChoice was when after instanceof Form.OfChoice is ->
                    compareChoices(path, was, is);
            default -> {
                if (!before.equals(after)) {
                    unreadable("%s is another kind of type".formatted(told(path)));
                }
            }
        }
    }

    private void compareRecords(String path, Form.OfRecord was, Form.OfRecord is) {
        compareAnnotations(path, was.annotations(), is.annotations());
        if (was.ignoresUnknown() && !is.ignoresUnknown()) {
            unreadable("%s does not ignore unknown properties any more".formatted(told(path)));
        } else if (was.ignoresUnknown() != is.ignoresUnknown()) {
            readable("%s ignores unknown properties".formatted(told(path)));
        }
        Map<String, Component> before = byKey(was);
        Map<String, Component> after = byKey(is);
        before.forEach(
                (key, component) -> {
                    if (!after.containsKey(key)) {
                        unreadable("'%s' is removed".formatted(within(path, key)));
                    }
                });
        after.forEach(
                (key, component) -> {
                    Component former = before.get(key);
                    if (former == null) {
                        added(within(path, key), component);
                    } else {
                        compareComponents(within(path, key), former, component);
                    }
                });
        if (before.keySet().equals(after.keySet())
                && !List.copyOf(before.keySet()).equals(List.copyOf(after.keySet()))) {
            readable("the components of %s have another order".formatted(told(path)));
        }
    }

    private static Map<String, Component> byKey(Form.OfRecord form) {
        return form.components().stream()
                .collect(
                        Collectors.toMap(
                                Component::key,
                                Function.identity(),
                                (one, other) -> other,
                                LinkedHashMap::new));
    }

    private void added(String path, Component component) {
        if (mayBeMissing(component)) {
            readable("'%s' is new".formatted(path));
        } else {
            unreadable("'%s' is new, and neither an Optional nor @Nullable".formatted(path));
        }
    }

    private static boolean mayBeMissing(Component component) {
        return component.isNullable() || OPTIONALS.contains(component.type().name());
    }

    private void compareComponents(String path, Component was, Component is) {
        compareAnnotations(path, was.annotations(), is.annotations());
        if (!was.name().equals(is.name())) {
            readable("'%s' is called '%s'".formatted(path, is.name()));
        }
        if (was.isPersonal() != is.isPersonal()) {
            unreadable("'%s' is %s".formatted(path, is.isPersonal() ? "personal" : "not personal"));
            return;
        }
        if (was.isSubject() != is.isSubject()) {
            readable(
                    "'%s' is %s the data subject, whose key older events do not know"
                            .formatted(path, is.isSubject() ? "now" : "no longer"));
        }
        compareTags(path, was, is);
        if (mayBeMissing(was) && !mayBeMissing(is)) {
            unreadable("'%s' may no longer be missing".formatted(path));
        } else if (!was.isNullable() && is.isNullable()) {
            readable("'%s' may be null".formatted(path));
        }
        compareTypes(path, unwrapped(was, is), wanted(path, was, is));
    }

    private void compareTags(String path, Component was, Component is) {
        if (is.tag() != null && !is.tag().equals(was.tag())) {
            readable(
                    "'%s' is a tag '%s', which older events lack until fillTags gives it to them"
                            .formatted(path, is.tag()));
        } else if (!Objects.equals(was.tag(), is.tag())) {
            readable("'%s' is no tag".formatted(path));
        }
    }

    /** Returns the former type, without the Optional that the new one replaces by null. */
    private TypeForm unwrapped(Component was, Component is) {
        boolean replaced = isOptional(was.type()) && is.isNullable() && !isOptional(is.type());
        return replaced ? was.type().argument() : was.type();
    }

    /** Returns the new type, without the Optional in which the former one stands now. */
    private TypeForm wanted(String path, Component was, Component is) {
        boolean wrapped = isOptional(is.type()) && !OPTIONALS.contains(was.type().name());
        if (wrapped) {
            readable("'%s' is optional".formatted(path));
        }
        return wrapped ? is.type().argument() : is.type();
    }

    private static boolean isOptional(TypeForm type) {
        return type.name().equals("Optional") && type.arguments().size() == 1;
    }

    private void compareTypes(String path, TypeForm was, TypeForm is) {
        Form.Value before = then.get(was.toString());
        Form.Value after = now.get(is.toString());
        if (before != null && after != null) {
            if (!was.equals(is)) {
                readable("the type of '%s' is called %s".formatted(path, is));
            }
            if (compared.add(List.of(was.toString(), is.toString()))) {
                compareForms(path, before, after);
            }
        } else if (before != null || after != null || !compareNamed(path, was, is)) {
            unreadable(retyped(path, was, is));
        }
    }

    private static String retyped(String path, TypeForm was, TypeForm is) {
        return "'%s' is %s instead of %s".formatted(path, is, was);
    }

    /** Returns whether a type whose form is not known is read as the other. */
    private boolean compareNamed(String path, TypeForm was, TypeForm is) {
        if (was.isArray() && is.isArray()) {
            return compareElements(path, was.argument(), is.argument());
        }
        if (was.arguments().isEmpty()
                && is.arguments().isEmpty()
                && Widening.leads(was.name(), is.name())) {
            if (!was.equals(is)) {
                readable(retyped(path, was, is));
            }
            return true;
        }
        if (!was.name().equals(is.name()) || was.arguments().size() != is.arguments().size()) {
            return false;
        }
        boolean hasKey = was.arguments().size() > 1;
        for (int i = 0; i < was.arguments().size(); i++) {
            TypeForm former = was.arguments().get(i);
            TypeForm latter = is.arguments().get(i);
            // The text of a key is not the text of a value.
            boolean mustBeSame = hasKey && i == 0 && !then.containsKey(former.toString());
            if (mustBeSame && !former.equals(latter)) {
                return false;
            }
            compareTypes(path, former, latter);
        }
        return true;
    }

    private boolean compareElements(String path, TypeForm was, TypeForm is) {
        // An array of numbers may be one text, as that of bytes is.
        boolean mustBeSame = was.arguments().isEmpty() && !then.containsKey(was.toString());
        if (mustBeSame && !was.equals(is)) {
            return false;
        }
        compareTypes(path, was, is);
        return true;
    }

    private void compareNames(String path, String what, Set<String> was, Set<String> is) {
        was.stream()
                .filter(name -> !is.contains(name))
                .forEach(name -> unreadable("%s has no %s %s".formatted(told(path), what, name)));
        is.stream()
                .filter(name -> !was.contains(name))
                .forEach(name -> readable("%s has a new %s %s".formatted(told(path), what, name)));
    }

    private void compareChoices(String path, Form.OfChoice was, Form.OfChoice is) {
        compareAnnotations(path, was.annotations(), is.annotations());
        compareNames(path, "type", was.types().keySet(), is.types().keySet());
        was.types()
                .forEach(
                        (name, type) -> {
                            TypeForm after = is.types().get(name);
                            if (after != null) {
                                compareTypes(within(path, name), type, after);
                            }
                        });
    }

    private void compareAnnotations(String path, List<String> was, List<String> is) {
        if (!was.equals(is)) {
            unreadable("%s is stored otherwise: %s, and not %s".formatted(told(path), is, was));
        }
    }

    private void readable(String text) {
        changes.add(new Change.Compatible(text));
    }

    private void unreadable(String text) {
        changes.add(new Change.Incompatible(text));
    }

    private static String told(String path) {
        return path.isEmpty() ? "it" : "'" + path + "'";
    }

    private static String within(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
