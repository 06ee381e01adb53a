package org.annals.testserver;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;

/** A JVM of its own that makes a database on its shared server. */
final class SharingProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private SharingProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Starts it with a value of the system property and one of the environment variable. */
    static SharingProcess start(String property, String variable, String database)
            throws IOException {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + ServerAddress.PROPERTY + "=" + property,
                        "-cp",
                        System.getProperty("java.class.path"),
                        SharingProcess.class.getName(),
                        database);
        builder.environment().put(ServerAddress.VARIABLE, variable);
        return new SharingProcess(builder.redirectErrorStream(true).start());
    }

    public static void main(String[] args) throws Exception {
        var server = PostgresServer.shared();
        server.createDatabase(args[0]);
        try {
            System.out.println(server.folder());
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
        // Until whoever started it ends it.
        System.in.transferTo(System.out);
    }

    /** Returns where the data are, or why they are not its own. */
    String answer() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new EOFException("The program ended.");
        }
        return line;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** Lets it end in order. */
    void finish() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
