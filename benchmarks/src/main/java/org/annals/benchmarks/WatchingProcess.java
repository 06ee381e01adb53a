package org.annals.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.annals.following.Upstream;
import org.annals.settings.Settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A JVM of its own that follows a log of others' and prints what it has processed. It is told by
 * lines where the log is. For one thread.
 */
final class WatchingProcess implements Watcher {
    private static final String FILE = "sqlite";
    private static final String SERVER = "postgres";

    private final Process process;
    private final PrintWriter orders;
    private final BufferedReader answers;

    private WatchingProcess(Process process) {
        this.process = process;
        this.orders = new PrintWriter(process.outputWriter(UTF_8), true);
        this.answers = process.inputReader(UTF_8);
    }

    /** Returns what it is told of a log in a file. */
    static List<String> file(Path file) {
        return List.of(FILE, file.toString());
    }

    /** Returns what it is told of a log in a schema of a server. */
    static List<String> schema(PostgresUrl url, String schema) {
        return List.of(SERVER, url.text(), schema);
    }

    /** Starts it, with the options of this JVM. */
    static WatchingProcess start(List<String> address) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(WatchingProcess.class.getName());
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        var process = new WatchingProcess(builder.start());
        address.forEach(process.orders::println);
        return process;
    }

    /** The time is that at which it is known here. */
    @Override
    public Sighting next() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("A process that follows has ended; it said why above.");
        }
        return Sighting.now(Long.parseLong(line));
    }

    @Override
    public void close() {
        orders.close();
        process.destroy();
    }

    /** What it does, until its input ends. */
    public static void main(String[] arguments) throws Exception {
        var orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        try (Bank bank = open(orders);
                var watcher = new WatchingThread(Upstream.of(bank))) {
            Thread.ofPlatform()
                    .name("ending")
                    .daemon()
                    .start(
                            () -> {
                                awaitEnd(orders);
                                // Whoever told it things is gone.
                                Runtime.getRuntime().halt(0);
                            });
            while (true) {
                System.out.println(watcher.next().position());
            }
        }
    }

    private static Bank open(BufferedReader orders) throws IOException {
        String kind = orders.readLine();
        String place = orders.readLine();
        if (kind.equals(SERVER)) {
            return PostgresStorage.open(new PostgresUrl(place), orders.readLine());
        }
        return Bank.open(SqliteStorage.in(Path.of(place), Settings.only(Map.of())), () -> {});
    }

    private static void awaitEnd(BufferedReader orders) {
        try {
            String line = orders.readLine();
            while (line != null) {
                line = orders.readLine();
            }
        } catch (IOException e) {
            return;
        }
    }
}
