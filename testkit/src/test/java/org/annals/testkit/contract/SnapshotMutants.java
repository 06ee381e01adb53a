package org.annals.testkit.contract;

import org.annals.persistence.Bytes;
import org.annals.persistence.Limits;
import org.annals.persistence.StoredSnapshot;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Defects of snapshots. */
final class SnapshotMutants {
    private SnapshotMutants() {}

    static List<Mutant> all() {
        return List.of(
                snapshots(
                        "finds the oldest snapshot",
                        "theNewestIsFoundWithAllThatItHolds",
                        SnapshotMutants::oldestFirst),
                snapshots(
                        "finds the snapshot that was put last",
                        "theNewestIsFoundWithAllThatItHolds",
                        SnapshotMutants::lastPutFirst),
                snapshots(
                        "finds snapshots above the version",
                        "whatIsAboveTheVersionAskedForIsNotFound",
                        SnapshotMutants::unbounded),
                snapshots(
                        "finds snapshots below the version alone",
                        "theVersionAskedForIsFoundItself",
                        SnapshotMutants::below),
                snapshots(
                        "finds snapshots of any state version",
                        "whatIsOfAnotherStateVersionIsNotFound",
                        SnapshotMutants::ofAnyState),
                snapshots(
                        "finds snapshots of older state versions",
                        "whatIsOfAnotherStateVersionIsNotFound",
                        SnapshotMutants::ofOlderStates),
                snapshots(
                        "finds snapshots of any type",
                        "eachTypeHasSnapshotsOfItsOwn",
                        SnapshotMutants::ofAnyType),
                snapshots(
                        "finds snapshots of any subject",
                        "eachSubjectHasSnapshotsOfItsOwn",
                        SnapshotMutants::ofAnySubject),
                snapshots(
                        "folds subjects of snapshots",
                        "subjectsAreExact",
                        SnapshotMutants::foldingSubjects),
                snapshots(
                        "trims types of snapshots",
                        "typesAreExact",
                        SnapshotMutants::trimmingTypes),
                snapshots(
                        "overwrites a snapshot",
                        "oneThatIsThereStaysAsItIs",
                        store -> new Replacing(store, true)),
                snapshots(
                        "never replaces a snapshot",
                        "oneOfAnotherStateVersionTakesThePlace",
                        store -> new Replacing(store, false)),
                snapshots(
                        "replaces a snapshot of an older state version alone",
                        "oneOfAnotherStateVersionTakesThePlace",
                        SnapshotMutants::replacingOlder),
                snapshots(
                        "forgets the bytes of a snapshot",
                        "bytesOfEveryValueAreKept",
                        store -> new Changing(store, s -> changed(s, s.id(), Bytes.empty()))),
                snapshots(
                        "makes ids of snapshots of its own",
                        "theNewestIsFoundWithAllThatItHolds",
                        store -> new Changing(store, s -> changed(s, new UUID(1, 1), s.data()))),
                snapshots(
                        "lists snapshots in the order of putting",
                        "versionsAreListedNewestFirst",
                        SnapshotMutants::lastPutFirst),
                snapshots(
                        "prunes the newest snapshots",
                        "theNewestAreKeptWhenOthersArePruned",
                        SnapshotMutants::pruningTheNewest),
                snapshots(
                        "keeps one snapshot always",
                        "toKeepNoneDeletesThemAll",
                        SnapshotMutants::keepingOne),
                snapshots(
                        "prunes some snapshots at a time",
                        "manyArePruned",
                        SnapshotMutants::pruningSome),
                snapshots(
                        "prunes snapshots of other subjects",
                        "pruningLeavesOtherSubjectsAndTypes",
                        SnapshotMutants::pruningOthers),
                snapshots(
                        "deletes snapshots of one subject",
                        "allOfTheLogAreDeleted",
                        SnapshotMutants::deletingOfOne),
                snapshots(
                        "deletes some snapshots at a time",
                        "manyAreDeleted",
                        SnapshotMutants::deletingSome),
                recorder(
                                "loses snapshots when it is closed",
                                "theyAreKeptWhereTheLogIs",
                                SnapshotMutants::forgettingAtTheEnd)
                        .kept(),
                recorder(
                        "lets work write snapshots",
                        "workOfAnAppendMayNotWriteThem",
                        SnapshotMutants::nesting),
                recorder(
                        "puts snapshots without the lock",
                        "ofManyThatPutTheSameOneIsKept",
                        SnapshotMutants::unlocked),
                recorder(
                        "accepts large snapshots",
                        "dataMayBeAsLargeAsTheLimit",
                        (store, limits) ->
                                new ListRecorder(
                                        store, limits.toBuilder().snapshotBytes(1 << 30).build())),
                recorder(
                        "refuses a snapshot at the limit",
                        "dataMayBeAsLargeAsTheLimit",
                        (store, limits) ->
                                new ListRecorder(
                                        store,
                                        limits.toBuilder()
                                                .snapshotBytes(limits.snapshotBytes() - 1)
                                                .build())));
    }

    private static Mutant snapshots(String defect, String test, Mutant.SnapshotsMaker maker) {
        return Mutant.snapshots(defect, SnapshotContract.class, test, maker);
    }

    private static Mutant recorder(String defect, String test, ListFixture.Opener opener) {
        return Mutant.of(defect, SnapshotContract.class, test, opener);
    }

    private static StoredSnapshot changed(StoredSnapshot given, UUID id, Bytes data) {
        return new StoredSnapshot(
                id, given.subject(), given.type(), given.stateVersion(), given.version(), data);
    }

    private static ListSnapshots oldestFirst(ListStore store) {
        return new ListSnapshots(store) {
            @Override
            List<StoredSnapshot> newestFirst(String subject, String type) {
                return super.newestFirst(subject, type).reversed();
            }
        };
    }

    private static ListSnapshots lastPutFirst(ListStore store) {
        return new ListSnapshots(store) {
            @Override
            List<StoredSnapshot> newestFirst(String subject, String type) {
                return super.newestFirst(subject, type).stream()
                        .sorted(Comparator.<StoredSnapshot>comparingInt(kept::indexOf).reversed())
                        .toList();
            }
        };
    }

    private static ListSnapshots unbounded(ListStore store) {
        return new ListSnapshots(store) {
            @Override
            boolean isWithin(StoredSnapshot snapshot, long upTo) {
                return true;
            }
        };
    }

    private static ListSnapshots below(ListStore store) {
        return new ListSnapshots(store) {
            @Override
            boolean isWithin(StoredSnapshot snapshot, long upTo) {
                return snapshot.version() < upTo;
            }
        };
    }

    private static ListSnapshots ofAnyState(ListStore store) {
        return new ListSnapshots(store) {
            @Override
            boolean isOfState(StoredSnapshot snapshot, int stateVersion) {
                return true;
            }
        };
    }

    private static ListSnapshots ofOlderStates(ListStore store) {
        return new ListSnapshots(store) {
            @Override
            boolean isOfState(StoredSnapshot snapshot, int stateVersion) {
                return snapshot.stateVersion() <= stateVersion;
            }
        };
    }

    private static ListSnapshots ofAnyType(ListStore store) {
        return new ListSnapshots(store) {
            @Override
            boolean isOf(StoredSnapshot snapshot, String subject, String type) {
                return snapshot.subject().equals(subject);
            }
        };
    }

    private static ListSnapshots ofAnySubject(ListStore store) {
        return new ListSnapshots(store) {
            @Override
            boolean isOf(StoredSnapshot snapshot, String subject, String type) {
                return snapshot.type().equals(type);
            }
        };
    }

    private static ListSnapshots foldingSubjects(ListStore store) {
        return new ListSnapshots(store) {
            @Override
            boolean isOf(StoredSnapshot snapshot, String subject, String type) {
                return snapshot.subject().equalsIgnoreCase(subject) && snapshot.type().equals(type);
            }
        };
    }

    private static ListSnapshots trimmingTypes(ListStore store) {
        return new ListSnapshots(store) {
            @Override
            boolean isOf(StoredSnapshot snapshot, String subject, String type) {
                return snapshot.subject().equals(subject)
                        && snapshot.type().strip().equals(type.strip());
            }
        };
    }

    /** Replaces always, or never. */
    private static final class Replacing extends ListSnapshots {
        private final boolean always;

        Replacing(ListStore store, boolean always) {
            super(store);
            this.always = always;
        }

        @Override
        boolean isReplaced(StoredSnapshot there, StoredSnapshot given) {
            return always;
        }
    }

    private static ListSnapshots replacingOlder(ListStore store) {
        return new ListSnapshots(store) {
            @Override
            boolean isReplaced(StoredSnapshot there, StoredSnapshot given) {
                return there.stateVersion() < given.stateVersion();
            }
        };
    }

    /** Changes a snapshot on its way in. */
    @FunctionalInterface
    private interface Change {
        StoredSnapshot of(StoredSnapshot given);
    }

    /** Keeps something else than it is given. */
    private static final class Changing extends ListSnapshots {
        private final Change change;

        Changing(ListStore store, Change change) {
            super(store);
            this.change = change;
        }

        @Override
        StoredSnapshot keeping(StoredSnapshot given) {
            return change.of(given);
        }
    }

    private static ListSnapshots pruningTheNewest(ListStore store) {
        return new ListSnapshots(store) {
            @Override
            int prune(String subject, String type, int keep) {
                List<StoredSnapshot> pruned =
                        newestFirst(subject, type).reversed().stream().skip(keep).toList();
                kept.removeAll(pruned);
                return pruned.size();
            }
        };
    }

    private static ListSnapshots keepingOne(ListStore store) {
        return new ListSnapshots(store) {
            @Override
            int prune(String subject, String type, int keep) {
                return super.prune(subject, type, Math.max(1, keep));
            }
        };
    }

    private static ListSnapshots pruningSome(ListStore store) {
        return new ListSnapshots(store) {
            @Override
            int prune(String subject, String type, int keep) {
                int all = versions(subject, type).size();
                return super.prune(subject, type, Math.max(keep, all - 100));
            }
        };
    }

    private static ListSnapshots pruningOthers(ListStore store) {
        return new ListSnapshots(store) {
            @Override
            int prune(String subject, String type, int keep) {
                int pruned = super.prune(subject, type, keep);
                List<String> others =
                        kept.stream().map(StoredSnapshot::subject).distinct().toList();
                others.forEach(other -> super.prune(other, type, keep));
                return pruned;
            }
        };
    }

    private static ListSnapshots deletingOfOne(ListStore store) {
        return new ListSnapshots(store) {
            @Override
            long deleteAll() {
                if (kept.isEmpty()) {
                    return 0;
                }
                String subject = kept.getFirst().subject();
                long before = kept.size();
                kept.removeIf(each -> each.subject().equals(subject));
                return before - kept.size();
            }
        };
    }

    private static ListSnapshots deletingSome(ListStore store) {
        return new ListSnapshots(store) {
            @Override
            long deleteAll() {
                List<StoredSnapshot> some = kept.stream().limit(100).toList();
                kept.removeAll(some);
                return some.size();
            }
        };
    }

    private static ListRecorder forgettingAtTheEnd(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public void close() {
                store.lock.lock();
                try {
                    store.snapshots.clear();
                } finally {
                    store.lock.unlock();
                }
                super.close();
            }
        };
    }

    private static ListRecorder nesting(ListStore store, Limits limits) {
        ListSnapshots snapshots = new ListSnapshots(store);
        return new ListRecorder(store, limits) {
            @Override
            public void putSnapshot(StoredSnapshot snapshot) {
                locked(
                        () -> {
                            snapshots.put(snapshot);
                            return snapshot;
                        });
            }
        };
    }

    /** Looks whether there is one, and puts it later. */
    private static ListRecorder unlocked(ListStore store, Limits limits) {
        return new ListRecorder(store, limits) {
            @Override
            public void putSnapshot(StoredSnapshot snapshot) {
                Supplier<Optional<Long>> look =
                        () ->
                                store.snapshots.stream()
                                        .map(StoredSnapshot::version)
                                        .filter(version -> version == snapshot.version())
                                        .findFirst();
                if (locked(look).isEmpty()) {
                    Loitering.aMoment();
                    locked(() -> store.snapshots.add(snapshot));
                }
            }
        };
    }
}
