package org.annals.postgres;

/**
 * What is set for one append or read, and for nothing beside it: each setting lasts until the end
 * of the transaction. A guard and the statement that it guards are sent together and are one
 * transaction, so it costs no round trip, and a connection goes back as it came. Immutable.
 *
 * @param append before an append that is a transaction of its own
 * @param appendLast before an append that is the last statement of a longer transaction
 * @param afterwards what gives a longer transaction its statement time-out back
 * @param read the columns of a statement before a read
 */
record Guards(String append, String appendLast, String afterwards, String read) {
    // Transactions have a time-out of their own since 17.
    private static final int TRANSACTION_TIMEOUT_SINCE = 17;
    private static final String APPLICATION = local("application_name", "'annals'");
    private static final String KEPT = "annals.statement_timeout";

    static Guards of(Timeouts timeouts, Postgres.Durability durability, int serverVersion) {
        String bounded =
                local("statement_timeout", quoted(Timeouts.text(timeouts.statement())))
                        + (serverVersion >= TRANSACTION_TIMEOUT_SINCE
                                ? ", "
                                        + local(
                                                "transaction_timeout",
                                                quoted(Timeouts.text(timeouts.transaction())))
                                : "");
        String commit =
                switch (durability) {
                    case SURVIVES_POWER_LOSS ->
                            local(
                                    "synchronous_commit",
                                    "CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END");
                    case MAY_LOSE_LAST_COMMITS -> local("synchronous_commit", "'off'");
                };
        String idle =
                local(
                        "idle_in_transaction_session_timeout",
                        quoted(Timeouts.text(timeouts.idle())));
        String append = "SELECT " + String.join(", ", bounded, commit, APPLICATION) + "; ";
        String kept = local(KEPT, "current_setting('statement_timeout')");
        String appendLast =
                "SELECT " + String.join(", ", kept, bounded, commit, idle, APPLICATION) + "; ";
        String afterwards =
                "; SELECT " + local("statement_timeout", "current_setting('" + KEPT + "')");
        String read =
                String.join(
                        ", ",
                        local("statement_timeout", quoted(Timeouts.text(timeouts.statement()))),
                        // A plan made while tables are small would be kept when they are large.
                        local("enable_seqscan", "'off'"),
                        local("enable_sort", "'off'"));
        return new Guards(append, appendLast, afterwards, read);
    }

    private static String local(String setting, String value) {
        return "set_config('%s', %s, true)".formatted(setting, value);
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }
}
