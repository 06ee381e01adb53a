/** A page of all events of a system, who triggers and who handles them, read from class files. */
module org.annals.catalogue {
    requires org.annals;
    requires static transitive org.jspecify;
    requires org.objectweb.asm;
    requires org.objectweb.asm.tree;
    requires org.objectweb.asm.tree.analysis;

    exports org.annals.catalogue;
}
