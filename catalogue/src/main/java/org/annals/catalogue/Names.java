package org.annals.catalogue;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How classes are called on a page: by their simple names, and by as much of their packages as
 * tells them from others. Immutable.
 */
final class Names {
    private final Classes classes;
    private final Map<String, String> byType = new TreeMap<>();

    private Names(Classes classes) {
        this.classes = classes;
    }

    static Names of(Survey survey, Classes classes) {
        var names = new Names(classes);
        Set<String> types = new TreeSet<>();
        for (Entry each : survey.entries()) {
            types.add(each.event().name());
            types.add(each.event().family());
            each.upcasts().forEach(upcast -> types.add(upcast.by().type()));
            each.triggers().forEach(mention -> types.add(mention.by().type()));
            for (Handling handling : each.handlings()) {
                types.add(handling.by().type());
                if (!handling.as().isEmpty()) {
                    types.add(handling.as());
                }
            }
        }
        survey.otherUpcasts().forEach(each -> types.add(each.by().type()));
        survey.applications().forEach(each -> types.add(each.self().type()));
        types.forEach(each -> names.byType.put(each, names.shortest(each, types)));
        return names;
    }

    private String shortest(String type, Set<String> types) {
        Set<String> others = new HashSet<>(types);
        others.remove(type);
        for (int segments = 0; ; segments++) {
            int count = segments;
            String name = spelled(type, count);
            if (name.equals(full(type))
                    || others.stream().noneMatch(each -> spelled(each, count).equals(name))) {
                return name;
            }
        }
    }

    /** Returns a name with its last packages. */
    private String spelled(String type, int packages) {
        String full = full(type);
        String nested = nested(type);
        String home = full.substring(0, full.length() - nested.length());
        int begin = home.length();
        for (int i = 0; i < packages && begin > 0; i++) {
            begin = home.lastIndexOf('.', begin - 2) + 1;
        }
        return home.substring(begin) + nested;
    }

    private String nested(String type) {
        ClassFacts facts = classes.find(type);
        if (facts == null) {
            return type.substring(type.lastIndexOf('/') + 1);
        }
        return facts.enclosing() == null
                ? facts.simpleName()
                : nested(facts.enclosing()) + '.' + facts.simpleName();
    }

    /** Returns the whole name of a class. */
    String full(String type) {
        int end = type.lastIndexOf('/') + 1;
        return type.substring(0, end).replace('/', '.') + nested(type);
    }

    /** Returns what a class is called. */
    String of(String type) {
        return byType.getOrDefault(type, full(type));
    }

    /** Returns what a place in a class is called. */
    String of(Mention mention) {
        String type = of(mention.by().type());
        return switch (mention.method()) {
            case "", MethodName.INITIALIZER -> type;
            case MethodName.CONSTRUCTOR -> "new " + type;
            default -> type + '.' + mention.method();
        };
    }
}
