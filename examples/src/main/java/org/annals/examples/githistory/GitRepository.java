package org.annals.examples.githistory;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A Git repository, which is read and never written: with a work tree, bare, a linked work tree or
 * a submodule. For one thread at a time.
 */
public final class GitRepository implements AutoCloseable {
    // What is kept of a folder's name; tables have shorter names than files.
    private static final int MOST_OF_A_FILE = 60;
    private static final int MOST_OF_A_LOG = 30;

    private final Repository jgit;
    private final Path folder;

    private GitRepository(Repository jgit, Path folder) {
        this.jgit = jgit;
        this.folder = folder;
    }

    /**
     * Opens the repository in a folder.
     *
     * @throws UnreadableRepositoryException if there is none, or it cannot be read
     */
    public static GitRepository open(Path folder) {
        if (!Files.exists(folder)) {
            throw refused(
                    "'%s' does not exist. Name the folder of a Git repository.".formatted(folder));
        }
        if (!Files.isDirectory(folder)) {
            throw refused(
                    "'%s' is not a folder. Name the folder of a Git repository.".formatted(folder));
        }
        Optional<GitRepository> found = find(folder);
        if (found.isPresent()) {
            return found.get();
        }
        try (GitRepository around = around(folder).orElse(null)) {
            throw around == null
                    ? refused(
                            "'%s' is not a Git repository. Name the folder of one."
                                    .formatted(folder))
                    : refused(
                            "'%s' is not a Git repository, but lies in one: name '%s' instead."
                                    .formatted(folder, around.folder));
        }
    }

    /**
     * Opens the repository that a folder is, or lies in; empty if it is in none.
     *
     * @throws UnreadableRepositoryException if it cannot be read
     */
    public static Optional<GitRepository> around(Path folder) {
        Path inner = real(folder);
        return Stream.iterate(inner, Objects::nonNull, Path::getParent)
                .flatMap(each -> find(each).stream())
                .findFirst();
    }

    private static Optional<GitRepository> find(Path folder) {
        SameOnEveryMachine.begin();
        Path real = real(folder);
        var builder = new FileRepositoryBuilder().setMustExist(true);
        @Nullable Path parent = real.getParent();
        if (parent != null) {
            builder.addCeilingDirectory(parent.toFile());
        }
        @Nullable File gitFolder = builder.findGitDir(real.toFile()).getGitDir();
        if (gitFolder == null) {
            return Optional.empty();
        }
        try {
            Repository jgit = requireReadable(builder.build());
            Path named = real.endsWith(Constants.DOT_GIT) && parent != null ? parent : real;
            return Optional.of(new GitRepository(jgit, named));
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableRepositoryException(
                    "The Git repository in '%s' cannot be read: %s"
                            .formatted(folder, e.getMessage()),
                    e);
        }
    }

    private static Repository requireReadable(Repository jgit) throws IOException {
        String format = jgit.getConfig().getString("extensions", null, "objectFormat");
        if (format != null && !format.equalsIgnoreCase("sha1")) {
            jgit.close();
            throw new IOException(
                    "its objects are named by %s, and JGit knows sha1".formatted(format));
        }
        return jgit;
    }

    /** Returns the real path of the folder that has the repository. */
    public Path folder() {
        return folder;
    }

    /** Returns the name of a file for the history of this repository and no other. */
    public String databaseName() {
        return named(MOST_OF_A_FILE) + ".db";
    }

    /**
     * Returns the name of a log, in a database, for the history of this repository and no other.
     */
    public String logName() {
        return named(MOST_OF_A_LOG);
    }

    private String named(int most) {
        String name = Objects.toString(folder.getFileName(), "root");
        String clean = name.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^[._-]+", "");
        String shortened = clean.substring(0, Math.min(clean.length(), most));
        UUID hash = UUID.nameUUIDFromBytes(folder.toString().getBytes(UTF_8));
        return "git-%s-%s".formatted(shortened, hash.toString().substring(0, 8));
    }

    /**
     * Returns the commits that the history ends with: the one that is checked out, or that of every
     * branch if there is none; none at all if nothing was committed yet.
     *
     * @throws UnreadableRepositoryException if the references cannot be read
     */
    public List<String> tips() {
        return tipIds().stream().map(ObjectId::name).toList();
    }

    List<ObjectId> tipIds() {
        try {
            @Nullable Ref head = jgit.exactRef(Constants.HEAD);
            if (head != null && head.getObjectId() != null) {
                return List.of(head.getObjectId());
            }
            return jgit
                    .getRefDatabase()
                    .getRefsByPrefix(Constants.R_HEADS, Constants.R_REMOTES)
                    .stream()
                    .map(Ref::getObjectId)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Returns what all references refer to, which may be other objects than commits. */
    List<ObjectId> allIds() throws IOException {
        return jgit.getRefDatabase().getRefs().stream()
                .map(Ref::getObjectId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    Repository jgit() {
        return jgit;
    }

    /** Returns the exception for a repository that turned out to be damaged or incomplete. */
    UnreadableRepositoryException unreadable(Exception cause) {
        return new UnreadableRepositoryException(
                "The Git repository in '%s' cannot be read further: %s. Check it with 'git fsck'."
                        .formatted(folder, cause.getMessage()),
                cause);
    }

    @Override
    public void close() {
        jgit.close();
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new UnreadableRepositoryException(
                    "'%s' cannot be looked into: %s".formatted(folder, e), e);
        }
    }

    private static UnreadableRepositoryException refused(String message) {
        return new UnreadableRepositoryException(message, null);
    }
}
