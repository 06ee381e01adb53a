package org.annals.examples.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The program {@code annals}: shows what the library does. */
@Command(
        name = "annals",
        header = "Shows what Annals, an event-sourcing library, does.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Annals {
    private Annals() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        // Figures look the same everywhere.
        Locale.setDefault(Locale.ROOT);
        String[] given = args.length == 0 ? new String[] {"--help"} : args;
        System.exit(run(Place.ofProcess(), given));
    }

    /** Runs a command in a place, and returns its exit code. */
    static int run(Place place, String... args) {
        int exitCode = in(place).execute(args);
        if (exitCode == CommandLine.ExitCode.OK && place.out().isIncomplete()) {
            place.err().line("annals: not everything could be written to the standard output.");
            return CommandLine.ExitCode.SOFTWARE;
        }
        return exitCode;
    }

    private static CommandLine in(Place place) {
        var demo = new CommandLine(new DemoCommand(place));
        demo.addSubcommand(new GitCommand(place));
        return new CommandLine(new Annals())
                .addSubcommand(demo)
                .addSubcommand(new ExportCommand(place))
                .addSubcommand(new ImportCommand(place))
                .addSubcommand(new VerifyCommand(place))
                .addSubcommand(new SignCommand(place))
                .addSubcommand(new KeyCommand(place))
                .addSubcommand(new EncryptionKeyCommand(place))
                .addSubcommand(new TrainDictionaryCommand(place))
                .addSubcommand(new EraseCommand(place))
                .addSubcommand(new CatalogueCommand(place))
                .addSubcommand(new SelftestCommand(place, List.of()))
                .addSubcommand(new WriterCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(place.out().writer())
                .setErr(place.err().writer())
                .setParameterExceptionHandler((failure, given) -> refuse(failure))
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            place.err()
                                    .line(
                                            "annals: %s"
                                                    .formatted(
                                                            place.err()
                                                                    .visible(
                                                                            Failure.said(
                                                                                    failure))));
                            return command.getCommandSpec().exitCodeOnExecutionException();
                        });
    }

    // As the library does, but for secrets: it repeats what it does not understand.
    private static int refuse(CommandLine.ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        String said = Secrets.hidden(String.valueOf(failure.getMessage()));
        err.println(command.getColorScheme().errorText(said));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, err)) {
            command.usage(err);
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
