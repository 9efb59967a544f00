package dev.millrace.release;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Names with their licences out of a table, and what the table lacks or has too much. */
final class LicenseList {

    private final LicenseTable table;
    private final String kind;
    private final Set<LicenseTable.Row> used = new LinkedHashSet<>();
    private final TreeMap<String, String> licenses = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();

    /** @param kind what the names are, for messages */
    LicenseList(LicenseTable table, String kind) {
        this.table = table;
        this.kind = kind;
    }

    void add(String name) {
        Optional<LicenseTable.Row> row = table.rowOf(name);
        row.ifPresentOrElse(
                found -> {
                    used.add(found);
                    licenses.put(name, found.licenses());
                },
                () -> violations.add("required the licence of " + kind + " '" + name + "', got none"));
    }

    /** One line per name without a licence. */
    List<String> violations() {
        return List.copyOf(violations);
    }

    /** The identifiers of all licences in the list. */
    Set<String> identifiers() {
        Set<String> identifiers = new LinkedHashSet<>();
        licenses.values().forEach(value -> identifiers.addAll(List.of(value.split(" or | and ", -1))));
        return identifiers;
    }

    /** The list as lines {@code name<TAB>licences}. */
    List<String> lines() {
        return licenses.entrySet().stream()
                .map(entry -> entry.getKey() + "\t" + entry.getValue())
                .toList();
    }

    /** Rows that no name needed. */
    List<String> unusedRows() {
        return table.rows().stream()
                .filter(row -> !used.contains(row))
                .map(row -> "required a " + kind + " for the row '" + row.prefix() + "', got none")
                .toList();
    }
}
