package org.annals.examples.cli;

import org.annals.jackson.transfer.Exported;
import org.annals.jackson.transfer.Imported;
import org.annals.persistence.Recorder;

/**
 * Shows what was exported or imported, and how long that took since it was made. For one thread.
 */
final class TransferView {
    /** What is given in place of a file, for standard input or output. */
    static final String STREAM = "-";

    private static final double NANOS_PER_SECOND = 1e9;

    private final Terminal out;
    private final long begin = System.nanoTime();

    TransferView(Terminal out) {
        this.out = out;
    }

    void show(Recorder recorder, String file, Exported exported) {
        double seconds = seconds();
        line("Log", recorder.toString());
        line("File", file.equals(STREAM) ? "(standard output)" : file);
        line("Written", Count.of(exported.events(), "event"));
        rest(exported.head(), exported.upstreams(), exported.sha256());
        time(exported.events(), seconds);
    }

    void show(Recorder recorder, String file, Imported imported) {
        double seconds = seconds();
        line("Log", recorder.toString());
        line("File", file.equals(STREAM) ? "(standard input)" : file);
        line("Appended", Count.of(imported.appended(), "event"));
        line("There already", Count.of(imported.present(), "event") + ", the same");
        rest(imported.head(), imported.upstreams(), imported.sha256());
        time(imported.appended() + imported.present(), seconds);
    }

    private double seconds() {
        return (System.nanoTime() - begin) / NANOS_PER_SECOND;
    }

    private void rest(long head, int upstreams, String sha256) {
        line("Head", "%,d".formatted(head));
        line("Follows", Count.of(upstreams, "other log"));
        line("SHA-256", sha256);
    }

    private void time(long events, double seconds) {
        line(
                "Took",
                "%.2f s, %,.0f events/s"
                        .formatted(seconds, events / Math.max(seconds, 1 / NANOS_PER_SECOND)));
    }

    private void line(String title, String text) {
        out.line("%-14s  %s".formatted(title, out.visible(text)));
    }
}
