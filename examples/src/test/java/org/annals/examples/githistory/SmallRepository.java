package org.annals.examples.githistory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A repository that is written object by object, so that it may hold what no file system would. */
final class SmallRepository implements AutoCloseable {
    private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");

    private final Path folder;
    private final Repository jgit;
    private final Map<ObjectId, Map<String, Entry>> trees = new HashMap<>();
    private Map<String, Entry> tree = new TreeMap<>();
    private List<ObjectId> parents = List.of();
    private PersonIdent author = person("Ada", "ada@example.org", FIRST);
    private int commits;

    private record Entry(FileMode mode, ObjectId id) {}

    private SmallRepository(Path folder, Repository jgit) {
        this.folder = folder;
        this.jgit = jgit;
    }

    static SmallRepository in(Path folder) {
        return made(folder, folder.resolve(Constants.DOT_GIT), false);
    }

    static SmallRepository bareIn(Path folder) {
        return made(folder, folder, true);
    }

    private static SmallRepository made(Path folder, Path gitFolder, boolean bare) {
        SameOnEveryMachine.begin();
        try {
            var jgit = new FileRepositoryBuilder().setGitDir(gitFolder.toFile()).build();
            jgit.create(bare);
            return new SmallRepository(folder, jgit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    Path gitFolder() {
        return jgit.getDirectory().toPath();
    }

    static PersonIdent person(String name, String email, Instant time) {
        return new PersonIdent(name, email, time, ZoneOffset.UTC);
    }

    SmallRepository write(String path, String text) {
        return write(path, text.getBytes(UTF_8));
    }

    SmallRepository write(String path, byte[] content) {
        return put(path, FileMode.REGULAR_FILE, insert(Constants.OBJ_BLOB, content));
    }

    SmallRepository link(String path, String target) {
        return put(path, FileMode.SYMLINK, insert(Constants.OBJ_BLOB, target.getBytes(UTF_8)));
    }

    SmallRepository submodule(String path, String commit) {
        return put(path, FileMode.GITLINK, ObjectId.fromString(commit));
    }

    /** Puts a file there whose content is not in the repository, as in a partial clone. */
    SmallRepository absent(String path, String id) {
        return put(path, FileMode.REGULAR_FILE, ObjectId.fromString(id));
    }

    SmallRepository makeExecutable(String path) {
        return put(path, FileMode.EXECUTABLE_FILE, requireNonNull(tree.get(path)).id());
    }

    SmallRepository remove(String path) {
        tree.remove(path);
        return this;
    }

    SmallRepository move(String from, String to) {
        tree.put(to, requireNonNull(tree.remove(from)));
        return this;
    }

    private SmallRepository put(String path, FileMode mode, ObjectId id) {
        tree.put(path, new Entry(mode, id));
        return this;
    }

    /** Goes on from an earlier commit. */
    SmallRepository at(ObjectId commit) {
        tree = new TreeMap<>(requireNonNull(trees.get(commit)));
        parents = List.of(commit);
        return this;
    }

    /** Goes on without any file and any earlier commit. */
    SmallRepository anew() {
        tree = new TreeMap<>();
        parents = List.of();
        return this;
    }

    /** Makes a branch that ends here, whatever is committed next. */
    SmallRepository branch(String name) {
        pointTo(Constants.R_HEADS + name, parents.getFirst());
        return this;
    }

    SmallRepository by(PersonIdent person) {
        author = person;
        return this;
    }

    /** Commits, an hour after the last, and merges these. */
    ObjectId commit(ObjectId... merged) {
        author =
                person(
                        author.getName(),
                        author.getEmailAddress(),
                        FIRST.plusSeconds(3600L * commits));
        return commitAsIs(merged);
    }

    /** Commits with the author's own time. */
    ObjectId commitAsIs(ObjectId... merged) {
        var commit = new CommitBuilder();
        commit.setTreeId(writeTree());
        commit.setParentIds(allParents(merged));
        commit.setAuthor(author);
        commit.setCommitter(person("Clerk", "", FIRST.plusSeconds(3600L * commits)));
        commit.setMessage("Commit " + commits);
        try (ObjectInserter inserter = jgit.newObjectInserter()) {
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            return moveTo(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commits with the line of the author exactly as given. */
    ObjectId commitWithAuthorLine(String line) {
        var text = new StringBuilder("tree ").append(writeTree().name()).append('\n');
        parents.forEach(parent -> text.append("parent ").append(parent.name()).append('\n'));
        text.append("author ").append(line).append('\n');
        text.append("committer Clerk <> 1577836800 +0000\n\nOdd\n");
        return moveTo(insert(Constants.OBJ_COMMIT, text.toString().getBytes(UTF_8)));
    }

    private List<ObjectId> allParents(ObjectId... merged) {
        List<ObjectId> all = new ArrayList<>(parents);
        all.addAll(List.of(merged));
        return all;
    }

    private void pointTo(String reference, ObjectId commit) {
        try {
            RefUpdate update = jgit.updateRef(reference);
            update.setNewObjectId(commit);
            update.forceUpdate();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectId moveTo(ObjectId commit) {
        pointTo(Constants.HEAD, commit);
        commits++;
        trees.put(commit, new TreeMap<>(tree));
        parents = List.of(commit);
        return commit;
    }

    private ObjectId insert(int type, byte[] content) {
        try (ObjectInserter inserter = jgit.newObjectInserter()) {
            ObjectId id = inserter.insert(type, content);
            inserter.flush();
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectId writeTree() {
        try (ObjectInserter inserter = jgit.newObjectInserter()) {
            DirCache index = DirCache.newInCore();
            var builder = index.builder();
            tree.forEach(
                    (path, entry) -> {
                        var added = new DirCacheEntry(path.getBytes(UTF_8));
                        added.setFileMode(entry.mode());
                        added.setObjectId(entry.id());
                        builder.add(added);
                    });
            builder.finish();
            ObjectId id = index.writeTree(inserter);
            inserter.flush();
            return id;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        jgit.close();
    }
}
