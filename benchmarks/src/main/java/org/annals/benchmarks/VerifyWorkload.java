package org.annals.benchmarks;

import org.annals.integrity.ChainResult.Intact;
import org.annals.integrity.ChainVerification;
import org.annals.integrity.HashChain;
import org.annals.persistence.LogSelection;
import org.annals.persistence.Notification;
import org.annals.persistence.Recorder;
import org.annals.settings.Settings;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** W10: verifies the hash chain of a log in memory, from its first event to its last. */
final class VerifyWorkload implements Workload {
    private static final int LEDGER_SIZE = 1_000;
    private static final Map<String, String> CHAINED =
            Map.of("PERSISTENCE_MODULE", "memory", "HASH_CHAIN", "y");

    @Override
    public String name() {
        return "w10";
    }

    @Override
    public boolean records() {
        return false;
    }

    @Override
    public void run(Plan plan, List<Storage> storages, ResultTable table) throws Exception {
        try (var bank = Bank.open(Settings.only(CHAINED), () -> {})) {
            int ledgers = Math.max(1, plan.logSize() / LEDGER_SIZE);
            bank.fill(ledgers, plan.logSize() / ledgers);
            Recorder recorder = bank.events().recorder();
            long size = recorder.head();
            Loop annals = () -> annals(recorder, size);
            List<byte[]> data = data(recorder, size);
            byte[] origin = HashChain.originOf(recorder.identity().logId()).toArray();
            Loop byHand = () -> byHand(origin, data);
            table.run(
                    new Contest(
                            "W10 verify, memory: chain of %,d events".formatted(size),
                            "events",
                            ServerCpu.nobody(),
                            List.of(
                                    Side.measured("annals", annals::measure),
                                    Side.yardstick("SHA-256 of data, of link", byHand::measure))),
                    plan);
        }
    }

    private static long annals(Recorder recorder, long size) {
        Intact intact = ChainVerification.of(recorder).verify().orThrow();
        Check.equal("number of events", size, intact.head());
        return size;
    }

    private static List<byte[]> data(Recorder recorder, long size) {
        List<byte[]> data = new ArrayList<>();
        LogSelection all = LogSelection.all().limit(LEDGER_SIZE);
        while (data.size() < size) {
            for (Notification each : recorder.readLog(all.after(data.size())).notifications()) {
                data.add(each.storedEvent().data().toArray());
            }
        }
        return data;
    }

    /** Hashes nothing of an event but its data, reads nothing and compares nothing. */
    private static long byHand(byte[] origin, List<byte[]> data) throws Exception {
        var sha256 = MessageDigest.getInstance("SHA-256");
        var link = ByteBuffer.allocate(origin.length + Long.BYTES + origin.length);
        byte[] hash = origin;
        long position = 0;
        for (byte[] each : data) {
            byte[] digest = sha256.digest(each);
            link.clear().put(hash).putLong(++position).put(digest);
            hash = sha256.digest(link.array());
        }
        Check.equal("bytes of a hash", origin.length, hash.length);
        return position;
    }
}
