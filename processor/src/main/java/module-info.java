/** At compile time: classes generated of declared ones, and the lock of event schemas. */
// JavaPoet is an automatic module. Nothing requires this one: compilers load it.
@SuppressWarnings("requires-automatic")
module org.annals.processor {
    requires com.palantir.javapoet;
    requires java.compiler;
    requires org.annals;
    requires static org.jspecify;

    provides javax.annotation.processing.Processor with
            org.annals.processor.EventSourcedProcessor,
            org.annals.processor.index.EventIndexProcessor,
            org.annals.processor.lock.EventsLockProcessor;
}
