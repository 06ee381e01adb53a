package org.annals.examples.cli;

import org.annals.examples.selftest.WriterProcess;

import picocli.CommandLine.Command;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A process of writers, which a selftest starts and speaks with. */
@Command(name = WriterProcess.COMMAND, hidden = true)
final class WriterCommand implements Runnable {
    @Override
    public void run() {
        try {
            WriterProcess.run(System.in, System.out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
