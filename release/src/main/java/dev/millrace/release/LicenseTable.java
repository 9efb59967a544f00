package dev.millrace.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Licences by name, from a file of lines {@code prefix<TAB>licences}. The longest prefix of a name decides. Blank lines and
 * lines that start with {@code #} are skipped.
 */
record LicenseTable(List<Row> rows) {

    /** A prefix of names and the licences of all of them. */
    record Row(String prefix, String licenses) {

        Row {
            if (prefix.isBlank() || licenses.isBlank()) {
                throw new IllegalArgumentException(
                        "required a prefix and its licences, got '" + prefix + "' and '" + licenses + "'");
            }
        }

        private static Row parse(String line) {
            int tab = line.indexOf('\t');
            if (tab < 0) {
                throw new IllegalArgumentException("required 'prefix<TAB>licences', got '" + line + "'");
            }
            return new Row(line.substring(0, tab), line.substring(tab + 1).strip());
        }
    }

    LicenseTable {
        rows = List.copyOf(rows);
    }

    static LicenseTable read(Path file) {
        try {
            return new LicenseTable(Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Row::parse)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("license table '" + file + "' can't be read", e);
        }
    }

    /** The row that decides for {@code name}; none where its licence is unknown. */
    Optional<Row> rowOf(String name) {
        return rows.stream()
                .filter(row -> name.startsWith(row.prefix()))
                .max(Comparator.comparingInt(row -> row.prefix().length()));
    }
}
