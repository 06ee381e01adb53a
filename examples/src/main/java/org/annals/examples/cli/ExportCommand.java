package org.annals.examples.cli;

import org.annals.jackson.transfer.Exported;
import org.annals.jackson.transfer.LogExport;
import org.annals.persistence.Recorder;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.Callable;

/** Writes a log as a file of JSON lines. */
@Command(
        name = "export",
        header = "Writes the log of an application as a file of JSON lines.",
        description = {
            "The file is for import into another database. It has everything that the log has, as it is stored: what is encrypted stays so, and what is not is readable.",
            "It appears whole or not at all, and only its owner may read it. One that is there is not replaced."
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private final Place place;

    @Mixin private final LogOption log = new LogOption();

    @Option(
            names = "--after",
            paramLabel = "N",
            description = "write what comes after this position alone, to continue an earlier file")
    private long after;

    @Parameters(paramLabel = "FILE", description = "the file to write, or - for standard output")
    private String file = "";

    ExportCommand(Place place) {
        this.place = place;
    }

    @Override
    public Integer call() throws IOException {
        boolean isStream = file.equals(TransferView.STREAM);
        try (Recorder recorder = log.openExisting(place)) {
            var view = new TransferView(isStream ? place.err() : place.out());
            view.show(recorder, file, exported(recorder, isStream));
        }
        return 0;
    }

    private Exported exported(Recorder recorder, boolean isStream) throws IOException {
        long steps = Math.max(0, recorder.head() - after);
        try (var bar = Bar.ofSteps(place, "Exporting", steps)) {
            LogExport export =
                    LogExport.of(recorder).reporting(position -> bar.stepTo(position - after));
            return isStream
                    // Java's own would not tell that it is closed, or its disk full.
                    ? export.write(new FileOutputStream(FileDescriptor.out), after)
                    : export.write(place.folder().resolve(file), after);
        }
    }
}
