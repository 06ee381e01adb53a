package org.annals.postgres;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What is set for one append or read, and for nothing beside it: each setting lasts until the end
 * of the transaction. A guard and the statement that it guards are sent together and are one
 * transaction, so it costs no round trip, and a connection goes back as it came. Immutable.
 *
 * @param append before an append that is a transaction of its own
 * @param appendLast before an append that is the last statement of a longer transaction
 * @param afterwards what gives a longer transaction its time-outs back
 * @param insertNext what an insert that reads nothing sets before it takes the lock
 * @param insertMany what is set with the lock before an insert that reads
 * @param read before a read that is a transaction of its own
 * @param readWithin before a read within a longer transaction
 * @param afterRead what gives a longer transaction its settings back
 */
record Guards(
        String append,
        String appendLast,
        String afterwards,
        String insertNext,
        String insertMany,
        String read,
        String readWithin,
        String afterRead) {
    // Transactions have a time-out of their own since 17.
    private static final int TRANSACTION_TIMEOUT_SINCE = 17;
    private static final String APPLICATION =
            "CASE WHEN current_setting('application_name') <> 'annals' THEN "
                    + local("application_name", "'annals'")
                    + " END";
    private static final String STATEMENT_TIMEOUT = "statement_timeout";
    // What is turned off counts as very dear, and what is dear is compiled: 100 ms for a page of 1.
    private static final String JIT = "jit";

    static Guards of(Timeouts timeouts, Postgres.Durability durability, int serverVersion) {
        Map<String, String> limits = new LinkedHashMap<>();
        limits.put(STATEMENT_TIMEOUT, Timeouts.text(timeouts.statement()));
        if (serverVersion >= TRANSACTION_TIMEOUT_SINCE) {
            limits.put("transaction_timeout", Timeouts.text(timeouts.transaction()));
        }
        Map<String, String> appending = new LinkedHashMap<>(limits);
        appending.put(JIT, "off");
        String bounded = set(appending);
        String commit =
                switch (durability) {
                    case SURVIVES_POWER_LOSS ->
                            "CASE WHEN current_setting('synchronous_commit') NOT IN ('on', 'remote_apply') THEN "
                                    + local("synchronous_commit", "'on'")
                                    + " END";
                    case MAY_LOSE_LAST_COMMITS -> local("synchronous_commit", "'off'");
                };
        String idle =
                local(
                        "idle_in_transaction_session_timeout",
                        quoted(Timeouts.text(timeouts.idle())));
        String append = "SELECT " + String.join(", ", bounded, commit, APPLICATION) + "; ";
        String appendLast =
                "SELECT "
                        + String.join(
                                ", ",
                                each(appending, Guards::kept),
                                bounded,
                                commit,
                                idle,
                                APPLICATION)
                        + "; ";
        Map<String, String> inserting = new LinkedHashMap<>(limits);
        // It reads nothing, so that it waits for the lock alone.
        inserting.remove(STATEMENT_TIMEOUT);
        inserting.put("lock_timeout", Timeouts.text(timeouts.lock()));
        Map<String, String> planned = new LinkedHashMap<>();
        planned.put("lock_timeout", Timeouts.text(timeouts.lock()));
        // A plan made while tables are small would be kept when they are large, and to make one for
        // each call costs more than the call.
        planned.put("enable_seqscan", "off");
        planned.put("plan_cache_mode", "force_generic_plan");
        Map<String, String> reading = new LinkedHashMap<>();
        reading.put(STATEMENT_TIMEOUT, Timeouts.text(timeouts.statement()));
        // As above; and to make a plan costs more than most reads.
        reading.put(JIT, "off");
        reading.put("enable_seqscan", "off");
        reading.put("enable_sort", "off");
        reading.put("plan_cache_mode", "force_generic_plan");
        String read = set(reading);
        return new Guards(
                append,
                appendLast,
                "; SELECT " + each(appending, Guards::givenBack),
                set(inserting) + ", " + commit + ", " + APPLICATION,
                set(planned) + ", " + bounded + ", " + commit + ", " + APPLICATION,
                // One number instead of a column for each.
                "SELECT num_nulls(" + read + "); ",
                "SELECT " + each(reading, Guards::kept) + ", " + read + "; ",
                "; SELECT " + each(reading, Guards::givenBack));
    }

    private static String set(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(each -> local(each.getKey(), quoted(each.getValue())))
                .collect(Collectors.joining(", "));
    }

    private static String each(Map<String, String> settings, UnaryOperator<String> form) {
        return settings.keySet().stream().map(form).collect(Collectors.joining(", "));
    }

    private static String kept(String setting) {
        return local("annals." + setting, "current_setting('" + setting + "')");
    }

    private static String givenBack(String setting) {
        return local(setting, "current_setting('annals." + setting + "')");
    }

    private static String local(String setting, String value) {
        return "set_config('%s', %s, true)".formatted(setting, value);
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
