package org.annals.examples.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.IVersionProvider;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** Tells which Annals, on which Java. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "annals " + ofModule().or(Version::ofJar).orElse("(development)"),
            "on Java " + Runtime.version()
        };
    }

    private static Optional<String> ofModule() {
        @Nullable ModuleDescriptor module = Version.class.getModule().getDescriptor();
        return module == null ? Optional.empty() : module.rawVersion();
    }

    private static Optional<String> ofJar() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
    }
}
