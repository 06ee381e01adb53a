package org.annals.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * Finds the class files of folders and jars, without those of the library. Of a class that is there
 * twice the first counts.
 */
final class ClassFiles {
    private static final String ENDING = ".class";

    private final Map<String, ClassFacts> read = new LinkedHashMap<>();

    private ClassFiles() {}

    /**
     * Reads all class files of some folders, jars and files, in this order.
     *
     * @throws NoSuchFileException if one is not there
     * @throws IOException if one cannot be read
     * @throws IllegalArgumentException if one has no classes, or is neither of these
     */
    static Collection<ClassFacts> read(Collection<Path> places) throws IOException {
        var files = new ClassFiles();
        for (Path place : places) {
            if (files.readAll(place) == 0) {
                throw new IllegalArgumentException(
                        "'%s' has no class files. Compile first, and give the folder of classes, such as target/classes, or a jar."
                                .formatted(place));
            }
        }
        return Collections.unmodifiableCollection(files.read.values());
    }

    private int readAll(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            return readFolder(place);
        }
        if (!Files.exists(place)) {
            throw new NoSuchFileException(place.toString());
        }
        return place.toString().endsWith(ENDING) ? readFile(place) : readJar(place);
    }

    private int readFolder(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(each -> isClass(each.getFileName().toString())).sorted().toList();
        }
        for (Path each : files) {
            readFile(each);
        }
        return files.size();
    }

    private int readFile(Path file) throws IOException {
        add(file.toString(), Files.readAllBytes(file));
        return 1;
    }

    private int readJar(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile(), false)) {
            List<JarEntry> entries =
                    jar.stream()
                            .filter(each -> isClass(each.getName()))
                            // Of other releases of Java.
                            .filter(each -> !each.getName().startsWith("META-INF/"))
                            .toList();
            for (JarEntry each : entries) {
                try (var bytes = jar.getInputStream(each)) {
                    add(file + "!" + each.getName(), bytes.readAllBytes());
                }
            }
            return entries.size();
        } catch (ZipException e) {
            throw new IllegalArgumentException(
                    "'%s' is neither a folder nor a class file nor a jar that can be read. Give the folder of classes, such as target/classes, or a jar."
                            .formatted(file),
                    e);
        }
    }

    private static boolean isClass(String name) {
        return name.endsWith(ENDING)
                && !name.endsWith("module-info.class")
                && !name.endsWith("package-info.class");
    }

    private void add(String where, byte[] bytes) {
        ClassFacts facts = ClassFileReader.read(where, bytes);
        // A jar may have the library with it, which would be taken for a part of the system.
        if (!Library.has(facts.name())) {
            read.putIfAbsent(facts.name(), facts);
        }
    }
}
