package org.annals.examples.cli;

import org.annals.jackson.transfer.Imported;
import org.annals.jackson.transfer.LogImport;
import org.annals.persistence.Recorder;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Reads a file of JSON lines into a log. */
@Command(
        name = "import",
        header = "Reads a file that export has written into a log.",
        description = {
            "A log without events takes over the identity in the file. One that has events must be the same log: they are compared, and the rest is appended.",
            "Interrupted and run again, it goes on. Let no application use the log before it has ended."
        },
        mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
    private static final long UNKNOWN = -1;

    private final Place place;

    @Mixin private final LogOption log = new LogOption();

    @Parameters(paramLabel = "FILE", description = "the file to read, or - for standard input")
    private String file = "";

    ImportCommand(Place place) {
        this.place = place;
    }

    @Override
    public Integer call() throws IOException {
        boolean isStream = file.equals(TransferView.STREAM);
        Path path = place.folder().resolve(file);
        // Opened first: a log should not be created for a file that is not there.
        try (var in = new CountingInput(isStream ? standardInput() : Files.newInputStream(path));
                Recorder recorder = log.openOrCreate(place)) {
            var view = new TransferView(place.out());
            view.show(
                    recorder, file, imported(in, isStream ? UNKNOWN : Files.size(path), recorder));
        }
        return 0;
    }

    private Imported imported(CountingInput in, long bytes, Recorder recorder) throws IOException {
        try (var bar = Bar.ofBytes(place, "Importing", bytes)) {
            return LogImport.into(recorder).reporting(position -> bar.stepTo(in.count())).read(in);
        }
    }

    private static InputStream standardInput() {
        return new FileInputStream(FileDescriptor.in);
    }
}
