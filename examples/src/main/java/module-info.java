/** Worked examples, and the program behind {@code ./annals}. */
// JGit and the terminal library that progressbar needs have no module descriptors.
@SuppressWarnings("requires-automatic")
module org.annals.examples {
    requires info.picocli;
    // The selftest starts processes with the options of its own.
    requires java.management;
    requires me.tongfei.progressbar;
    requires transitive org.annals;
    requires org.annals.catalogue;
    requires org.annals.jackson;
    requires org.annals.postgres;
    requires org.annals.sqlite;
    requires org.annals.testkit;
    requires org.annals.zstd;
    requires org.eclipse.jgit;
    requires static transitive org.jspecify;

    // Events are read and written by the transcoder, so their packages are exported to all.
    exports org.annals.examples.bank;
    exports org.annals.examples.bank.declared;
    exports org.annals.examples.commands;
    exports org.annals.examples.dogschool;
    exports org.annals.examples.dogschool.declared;
    exports org.annals.examples.enrolment;
    exports org.annals.examples.enrolment.adopted;
    exports org.annals.examples.enrolment.aggregates;
    exports org.annals.examples.enrolment.basics;
    exports org.annals.examples.enrolment.deciders;
    exports org.annals.examples.enrolment.declared;
    exports org.annals.examples.enrolment.objects;
    exports org.annals.examples.enrolment.slices;
    exports org.annals.examples.githistory;
    exports org.annals.examples.pages;

    // Commands and their parameters are found by reflection.
    opens org.annals.examples.cli to
            info.picocli;
}
