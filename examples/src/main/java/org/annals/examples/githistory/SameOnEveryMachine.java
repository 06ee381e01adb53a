package org.annals.examples.githistory;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

import java.util.concurrent.TimeUnit;

/**
 * Keeps JGit away from the settings of machine and user, so that a repository gives the same events
 * everywhere, nothing is written to the user's home, and no {@code git} program is run.
 */
final class SameOnEveryMachine extends SystemReader.Delegate {
    private SameOnEveryMachine(SystemReader system) {
        super(system);
    }

    /** Does so from now on. Doing it again changes nothing. */
    static void begin() {
        SystemReader current = SystemReader.getInstance();
        if (!(current instanceof SameOnEveryMachine)) {
            SystemReader.setInstance(new SameOnEveryMachine(current));
        }
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new NoFile(parent, fs);
    }

    private static final class NoFile extends FileBasedConfig {
        NoFile(Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public void load() {
            // There is nothing to load.
        }

        @Override
        public void save() {
            // There is nowhere to save to.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }

        // Unanswered, JGit writes probes into the repository for seconds to measure its clock.
        @Override
        public long getTimeUnit(
                String section, String subsection, String name, long otherwise, TimeUnit wanted) {
            return section.equals("filesystem")
                    ? wanted.convert(2, TimeUnit.SECONDS)
                    : super.getTimeUnit(section, subsection, name, otherwise, wanted);
        }
    }
}
