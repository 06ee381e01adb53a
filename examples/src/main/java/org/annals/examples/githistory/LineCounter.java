package org.annals.examples.githistory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffEntry.Side;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.errors.BinaryBlobException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;

import java.io.IOException;

/** Counts the lines between two contents of a file. For one thread at a time. */
final class LineCounter {
    private static final int LARGEST_TEXT = 8 * 1024 * 1024;

    private final ObjectReader reader;

    LineCounter(ObjectReader reader) {
        this.reader = reader;
    }

    Lines of(DiffEntry entry) throws IOException {
        return between(
                entry.getOldId().toObjectId(),
                entry.getMode(Side.OLD),
                entry.getNewId().toObjectId(),
                entry.getMode(Side.NEW));
    }

    Lines between(AnyObjectId oldId, FileMode oldMode, AnyObjectId newId, FileMode newMode)
            throws IOException {
        if (oldId.equals(newId) && !isMissing(oldMode) && !isMissing(newMode)) {
            return Lines.ofText(0, 0);
        }
        try {
            return ShortestEdit.between(text(oldId, oldMode), text(newId, newMode));
        } catch (BinaryBlobException | LargeObjectException | MissingObjectException e) {
            // The last of these is usual in partial clones, which have no contents.
            return Lines.UNCOUNTED;
        }
    }

    private RawText text(AnyObjectId id, FileMode mode) throws IOException, BinaryBlobException {
        if (isMissing(mode)) {
            return RawText.EMPTY_TEXT;
        }
        if (mode.getObjectType() == Constants.OBJ_COMMIT) {
            return new RawText(("Subproject commit " + id.name() + "\n").getBytes(US_ASCII));
        }
        return RawText.load(reader.open(id, Constants.OBJ_BLOB), LARGEST_TEXT);
    }

    static boolean isMissing(FileMode mode) {
        return mode.getObjectType() == Constants.OBJ_BAD;
    }
}
