package org.annals.postgres;

/**
 * Puts snapshots of rising versions and prints each when it is kept, until it is killed or done.
 */
final class SnapshotProcess {
    private SnapshotProcess() {}

    public static void main(String[] args) {
        int last = Integer.parseInt(args[1]);
        try (var recorder = Postgres.url(args[0]).open("School")) {
            for (int version = 1; version <= last; version++) {
                recorder.putSnapshot(Samples.snapshot("fido", version));
                System.out.println(version);
            }
        }
        System.out.println("done");
    }
}
