package org.annals.examples.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.IVersionProvider;

/** Tells which Annals, on which Java. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        @Nullable String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "annals " + (version == null ? "(development)" : version),
            "on Java " + Runtime.version()
        };
    }
}
