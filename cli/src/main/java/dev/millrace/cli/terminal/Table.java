package dev.millrace.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/**
 * A text table: columns as wide as their widest cell, numbers aligned to the right, a header line on top. Not
 * thread-safe.
 */
public final class Table {

    private static final int GAP = 2;

    private final List<String> headers;
    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> headers) {
        this.headers = List.copyOf(headers);
    }

    /** A table without rows. */
    public static Table of(String... headers) {
        return new Table(Arrays.asList(headers));
    }

    /**
     * Adds a row; each cell is the text of its value.
     *
     * @throws IllegalArgumentException unless there is one cell per column
     */
    public Table row(Object... cells) {
        if (cells.length != headers.size()) {
            throw new IllegalArgumentException(
                    "required " + headers.size() + " cells, one per column, got " + cells.length);
        }
        rows.add(Arrays.stream(cells).map(String::valueOf).toList());
        return this;
    }

    /** The header and the rows, one line each, without trailing blanks. */
    public List<String> lines() {
        TextTable table = TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF), columns());
        table.addRowValues(aligned(headers));
        rows.forEach(row -> table.addRowValues(aligned(row)));
        return table.toString().lines().map(String::stripTrailing).toList();
    }

    private Column[] columns() {
        Column[] columns = new Column[headers.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new Column(width(i) + GAP, 0, Overflow.TRUNCATE);
        }
        return columns;
    }

    private String[] aligned(List<String> cells) {
        String[] aligned = new String[cells.size()];
        for (int i = 0; i < aligned.length; i++) {
            String cell = cells.get(i);
            aligned[i] = isNumeric(i) ? " ".repeat(width(i) - cell.length()) + cell : cell;
        }
        return aligned;
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(row -> row.get(column).length())
                .reduce(headers.get(column).length(), Math::max);
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty()
                && rows.stream()
                        .map(row -> row.get(column))
                        .allMatch(cell -> cell.matches("-|-?[0-9][0-9.,]*( of [0-9]+)?"));
    }
}
