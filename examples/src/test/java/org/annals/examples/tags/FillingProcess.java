package org.annals.examples.tags;

import org.annals.settings.Settings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Fills a log, and after each page waits to be told to go on. */
final class FillingProcess {
    private FillingProcess() {}

    public static void main(String[] args) {
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (var campus = new Campus(Settings.environment())) {
            campus.fillTags(
                    progress -> {
                        System.out.println("at " + progress.position());
                        try {
                            orders.readLine();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
            System.out.println("done");
        }
    }
}
