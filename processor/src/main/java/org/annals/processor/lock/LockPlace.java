package org.annals.processor.lock;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;

/** Finds the lock of what is compiled: {@code events.lock} beside a folder of sources. */
final class LockPlace {
    private static final String NAME = "events.lock";
    private static final Path MAIN = Path.of("src", "main");

    private LockPlace() {}

    /** Returns the locks that there are beside the folders of these sources. */
    static List<Path> existing(Collection<Path> roots) {
        return roots.stream().map(LockPlace::beside).filter(Files::exists).toList();
    }

    /** Returns where a lock can be made: beside {@code src/main/java}, or whatever is there. */
    static List<Path> possible(Collection<Path> roots) {
        return roots.stream()
                .map(LockPlace::beside)
                .filter(file -> file.getParent() != null && file.getParent().endsWith(MAIN))
                .distinct()
                .toList();
    }

    private static Path beside(Path root) {
        return root.resolveSibling(NAME);
    }

    /** Returns the folders from which top level classes are compiled. */
    static Collection<Path> roots(Collection<TypeElement> compiled, Elements elements) {
        var roots = new TreeSet<Path>();
        for (TypeElement each : compiled) {
            Path root = root(each, elements);
            if (root != null) {
                roots.add(root);
            }
        }
        return roots;
    }

    /** Returns whether the source of a type is compiled, and not its class read. */
    static boolean isCompiled(TypeElement type, Elements elements) {
        JavaFileObject file = file(type, elements);
        return file != null && file.getKind() == JavaFileObject.Kind.SOURCE;
    }

    private static @Nullable Path root(TypeElement type, Elements elements) {
        JavaFileObject file = file(type, elements);
        if (file == null || file.getKind() != JavaFileObject.Kind.SOURCE) {
            return null;
        }
        Path path = path(file.toUri());
        Path folder = path == null ? null : path.getParent();
        if (folder == null) {
            return null;
        }
        String packageName = elements.getPackageOf(type).getQualifiedName().toString();
        if (packageName.isEmpty()) {
            return folder;
        }
        Path inner = Path.of(packageName.replace('.', '/'));
        Path root = folder;
        for (int i = 0; root != null && i < inner.getNameCount(); i++) {
            root = root.getParent();
        }
        return folder.endsWith(inner) ? root : null;
    }

    private static @Nullable JavaFileObject file(TypeElement type, Elements elements) {
        try {
            return elements.getFileObjectOf(type);
        } catch (UnsupportedOperationException e) {
            // Not every compiler tells. Then the lock is found by its option alone.
            return null;
        }
    }

    private static @Nullable Path path(URI uri) {
        try {
            return "file".equals(uri.getScheme()) ? Path.of(uri) : null;
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return null;
        }
    }
}
