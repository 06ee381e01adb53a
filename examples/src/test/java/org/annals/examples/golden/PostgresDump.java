package org.annals.examples.golden;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what is in the schema {@code public} as SQL that makes it again, without a tool of the
 * server: tables with their rows, constraints, indexes, views and functions. Each statement ends
 * with a line of its own.
 */
final class PostgresDump {
    private static final String TABLES =
            """
            SELECT format(E'CREATE TABLE %I (\\n    %s\\n);', c.relname, string_agg(
                       format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
                           || CASE WHEN a.attcollation <> t.typcollation
                                   THEN format(' COLLATE %I', k.collname) ELSE '' END
                           || coalesce(' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), '')
                           || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END,
                       E',\\n    ' ORDER BY a.attnum))
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_collation k ON k.oid = a.attcollation
            LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
            GROUP BY c.relname ORDER BY c.relname
            """;

    private static final String ROWS_OF_TABLES =
            """
            SELECT format('SELECT ''INSERT INTO %I VALUES ('' || concat_ws('', '', %s) || '');'' FROM %I ORDER BY 1',
                       c.relname,
                       string_agg(format('quote_nullable(%I::text)', a.attname), ', ' ORDER BY a.attnum),
                       c.relname)
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
            GROUP BY c.relname ORDER BY c.relname
            """;

    // From release 18 on a column that is not null is a constraint too.
    private static final String CONSTRAINTS =
            """
            SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s;', conrelid::regclass, conname, pg_get_constraintdef(oid))
            FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND contype <> 'n'
            ORDER BY conname
            """;

    private static final String INDEXES =
            """
            SELECT pg_get_indexdef(i.indexrelid) || ';'
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
            WHERE c.relnamespace = 'public'::regnamespace
              AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
            ORDER BY c.relname
            """;

    private static final String VIEWS =
            """
            SELECT format(E'CREATE VIEW %I AS\\n%s', relname, pg_get_viewdef(oid))
            FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
            ORDER BY relname
            """;

    private static final String FUNCTIONS =
            """
            SELECT pg_get_functiondef(oid)
                       || CASE WHEN proacl IS NULL THEN ';'
                               ELSE format(E';\\n\\nREVOKE ALL ON FUNCTION %s FROM PUBLIC;', proname) END
            FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace
            ORDER BY proname
            """;

    private final Connection connection;

    PostgresDump(Connection connection) {
        this.connection = connection;
    }

    String sql() throws SQLException {
        List<String> statements = new ArrayList<>();
        statements.addAll(column(TABLES));
        for (String rows : column(ROWS_OF_TABLES)) {
            statements.addAll(column(rows));
        }
        statements.addAll(column(CONSTRAINTS));
        statements.addAll(column(INDEXES));
        statements.addAll(column(VIEWS));
        statements.addAll(column(FUNCTIONS));
        return String.join("\n\n", statements) + "\n";
    }

    private List<String> column(String select) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(select)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }
}
