package org.annals.postgres;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the tests in a process of its own. */
final class ChildJvm implements AutoCloseable {
    // Several run at once, each for seconds.
    private static final List<String> USUAL = List.of("-Xmx64m", "-XX:TieredStopAtLevel=1");
    // The pool's logging framework tells every process that nobody configured it.
    private static final String QUIET = "-Dslf4j.internal.verbosity=ERROR";

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static ChildJvm start(Class<?> program, String... arguments) throws IOException {
        return start(USUAL, program, arguments);
    }

    static ChildJvm start(List<String> options, Class<?> program, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(QUIET);
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Returns the next line that the program prints, which must come. */
    String readLine() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new EOFException("The program ended.");
        }
        return line;
    }

    /** Gives the program a line to read. */
    void tell(String line) throws IOException {
        var input = process.outputWriter();
        input.write(line);
        input.newLine();
        input.flush();
    }

    /** Returns everything that is left of what the program prints. */
    List<String> rest() throws IOException {
        return output.lines().toList();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() throws InterruptedException {
        // Through the handle, which leaves what was printed to be read.
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** Stops the process where it is, as a debugger or a hypervisor does. */
    void freeze() throws Exception {
        signal("STOP");
    }

    /** Lets a frozen process go on. */
    void thaw() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        int code =
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor();
        if (code != 0) {
            throw new IOException("SIG%s was not delivered.".formatted(name));
        }
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
