package org.annals.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM of its own that appends to a log of others', when it is told to. Both sides speak in lines
 * of words; the first two have the database, whose password would be seen among the arguments of a
 * process, and its server. For one thread.
 */
final class AppendProcess implements AutoCloseable {
    private static final String READY = "ready";

    private final Process process;
    private final PrintWriter orders;
    private final BufferedReader answers;

    private AppendProcess(Process process) {
        this.process = process;
        this.orders = new PrintWriter(process.outputWriter(UTF_8), true);
        this.answers = process.inputReader(UTF_8);
    }

    /** Starts it, with the options of this JVM. */
    static AppendProcess start(PostgresStorage storage) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(AppendProcess.class.getName());
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        var process = new AppendProcess(builder.start());
        process.orders.println(storage.url().text());
        process.orders.println(storage.server().postmaster());
        return process;
    }

    /** Tells it to open the log in a schema. */
    void open(String schema, AppendLoad load) {
        orders.printf("%s %d %d%n", schema, load.writers(), load.events());
    }

    /** Waits until it has done so. */
    void awaitOpen() throws IOException {
        Check.equal("answer", READY, answer());
    }

    /** Tells it to append for a time, which is measured, and to close the log. */
    void append(Duration length) {
        orders.println(length.toNanos());
    }

    /** Waits for what it has done. */
    AppendLoad.Appended result() throws IOException {
        String[] words = answer().split(" ", -1);
        var sample =
                new Sample(
                        Long.parseLong(words[0]),
                        Long.parseLong(words[1]),
                        Long.parseLong(words[2]),
                        Double.parseDouble(words[3]),
                        new Latencies());
        return new AppendLoad.Appended(sample, Long.parseLong(words[4]));
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("A process that appends has ended; it said why above.");
        }
        return line;
    }

    /** Ends it. */
    @Override
    public void close() {
        orders.close();
        process.destroy();
    }

    /** What it does, until its input ends. */
    public static void main(String[] arguments) throws Exception {
        var orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        var url = new PostgresUrl(orders.readLine());
        var server = new ServerProcesses(Long.parseLong(orders.readLine()));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] words = line.split(" ", -1);
            var load = new AppendLoad(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
            try (Bank bank = PostgresStorage.open(url, words[0])) {
                System.out.println(READY);
                Duration length = Duration.ofNanos(Long.parseLong(orders.readLine()));
                AppendLoad.Appended appended = load.append(bank, Stopwatch.of(length, server));
                Sample sample = appended.sample();
                System.out.printf(
                        "%d %d %d %s %d%n",
                        sample.operations(),
                        sample.nanos(),
                        sample.cpuNanos(),
                        sample.serverCpuNanos(),
                        appended.events());
            }
        }
    }
}
