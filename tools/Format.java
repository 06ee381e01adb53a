import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks, or applies, the format of every Java file below a folder. Run by the root pom. */
public final class Format {
    public static void main(String[] args) throws Exception {
        var apply = args[0].equals("apply");
        var root = Path.of(args[1]);
        var style = JavaFormatterOptions.Style.AOSP;
        var formatter = new Formatter(JavaFormatterOptions.builder().style(style).build());
        var wrong = new ArrayList<Path>();
        for (var file : sources(root)) {
            var before = Files.readString(file);
            var imports = RemoveUnusedImports.removeUnusedImports(before);
            var after = formatter.formatSource(ImportOrderer.reorderImports(imports, style));
            if (after.equals(before)) {
                continue;
            }
            wrong.add(root.relativize(file));
            if (apply) {
                Files.writeString(file, after);
            }
        }
        if (!apply && !wrong.isEmpty()) {
            System.err.println("Not formatted: " + wrong + ". Run: mvn initialize -Dformat=apply");
            System.exit(1);
        }
    }

    private static List<Path> sources(Path root) throws Exception {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !root.relativize(file).toString().contains("target/"))
                    .sorted()
                    .toList();
        }
    }

    private Format() {}
}
