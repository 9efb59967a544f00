package dev.millrace.trainer.examples;

import dev.millrace.trainer.nearcopies.NearCopyRule;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Plants near-copies among real data, and prints how many share the group and the split of their original, how many
 * originals share a group with another one, and what it costs.
 *
 * <p>{@code images DIRECTORY} reads files of CIFAR-10's binary layout, {@code texts DIRECTORY} reads every file below it that
 * ends in {@code .txt}. A second directory, which must be empty, holds the stores.
 */
final class NearCopyMeasurement {

    private static final int SIDE = 32;
    private static final int PLANTED = 1_500;

    private final NearCopyRule rule;
    private final Path directory;
    private final Map<String, UnaryOperator<byte[]>> kinds;

    private NearCopyMeasurement(NearCopyRule rule, Path directory, Map<String, UnaryOperator<byte[]>> kinds) {
        this.rule = rule;
        this.directory = directory;
        this.kinds = kinds;
    }

    public static void main(String[] arguments) throws IOException {
        boolean isImages = arguments[0].equals("images");
        List<byte[]> contents = isImages ? cifar(Path.of(arguments[1])) : texts(Path.of(arguments[1]));
        Collections.shuffle(contents, new Random(1));
        NearCopyMeasurement measurement = new NearCopyMeasurement(
                isImages ? NearCopyRule.IMAGE : NearCopyRule.TEXT,
                Path.of(arguments[2]),
                isImages ? PlantedCopies.ofImages(new Random(2)) : PlantedCopies.ofTexts(new Random(2), contents));
        measurement.measure(contents);
    }

    private void measure(List<byte[]> contents) throws IOException {
        for (int round = 0; round < 2; round++) {
            cost(NearCopyRule.NONE, directory.resolve("none" + round), contents);
            cost(rule, directory.resolve("grouped" + round), contents);
        }
        Path grouped = directory.resolve("grouped0");
        strangers(contents, new GroupedStore(grouped).rows());
        plant(contents, grouped);
    }

    private void cost(NearCopyRule by, Path place, List<byte[]> contents) throws IOException {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try (ExampleStore store = new GroupedStore(place).open(by)) {
            GroupedStore.append(store, contents);
        }
        long taken = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        long bytes;
        try (Stream<Path> files = Files.walk(place)) {
            bytes = files.mapToLong(file -> file.toFile().length()).sum();
        }
        long opening = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        new GroupedStore(place).open(by).close();
        opening = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - opening;
        print(
                "%s: %.1f us of this thread's processor time per example, %.0f bytes per example, opened in %.0f ms%n",
                by, taken / 1e3 / contents.size(), (double) bytes / contents.size(), opening / 1e6);
    }

    private void strangers(List<byte[]> contents, Map<ContentHash, ExampleRow> rows) {
        Map<Long, List<byte[]>> groups = new HashMap<>();
        int leftOut = 0;
        for (byte[] content : contents) {
            ExampleRow row = rows.get(ContentHash.of(content));
            leftOut += row.part() == Placement.LEFT_OUT ? 1 : 0;
            row.group()
                    .ifPresent(group -> groups.computeIfAbsent(group, unknown -> new ArrayList<>())
                            .add(content));
        }
        reportGroups(contents.size(), leftOut, groups);
    }

    private void reportGroups(int originals, int leftOut, Map<Long, List<byte[]>> groups) {
        int shared = groups.values().stream()
                .mapToInt(List::size)
                .filter(size -> size > 1)
                .sum();
        int largest = groups.values().stream().mapToInt(List::size).max().orElse(0);
        if (rule == NearCopyRule.IMAGE) {
            long alike = groups.values().stream()
                    .filter(group -> group.size() > 1)
                    .flatMap(group -> group.stream().filter(image -> PlantedCopies.hasLike(image, group)))
                    .count();
            print("%d of those in a group have pixels that correlate with 0.9 with another member's%n", alike);
        }
        print(
                "originals: %d, %.2f %% share a group with another, largest group %d, %d left out%n",
                originals, 100.0 * shared / originals, largest, leftOut);
    }

    /** Plants each kind beside originals of its own. */
    private void plant(List<byte[]> contents, Path place) throws IOException {
        Map<String, List<byte[]>> planted = new LinkedHashMap<>();
        Map<String, Integer> leftOut = new HashMap<>();
        try (ExampleStore store = new GroupedStore(place).open(rule)) {
            for (Map.Entry<String, UnaryOperator<byte[]>> kind : kinds.entrySet()) {
                List<byte[]> copies = originals(contents, planted.size()).stream()
                        .map(kind.getValue())
                        .toList();
                leftOut.put(kind.getKey(), GroupedStore.append(store, copies));
                planted.put(kind.getKey(), copies);
            }
        }
        Map<ContentHash, ExampleRow> rows = new GroupedStore(place).rows();
        int kind = 0;
        for (Map.Entry<String, List<byte[]>> each : planted.entrySet()) {
            report(each.getKey(), originals(contents, kind++), each.getValue(), rows);
            print(", %d left out%n", leftOut.get(each.getKey()));
        }
    }

    private static List<byte[]> originals(List<byte[]> contents, int kind) {
        return contents.subList(kind * PLANTED, (kind + 1) * PLANTED);
    }

    private static void report(
            String kind, List<byte[]> originals, List<byte[]> copies, Map<ContentHash, ExampleRow> rows) {
        int group = 0;
        int split = 0;
        for (int i = 0; i < copies.size(); i++) {
            ExampleRow original = rows.get(ContentHash.of(originals.get(i)));
            ExampleRow copied = rows.get(ContentHash.of(copies.get(i)));
            group += original.group().isPresent() && original.group().equals(copied.group()) ? 1 : 0;
            split += original.part() == copied.part() ? 1 : 0;
        }
        print(
                "%s: %.1f %% in the original's group, %.1f %% in its split",
                kind, 100.0 * group / copies.size(), 100.0 * split / copies.size());
    }

    private static List<byte[]> cifar(Path directory) throws IOException {
        List<byte[]> images = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".bin"))
                    .sorted()
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                for (int from = 1; from < bytes.length; from += 1 + 3 * SIDE * SIDE) {
                    byte[] rgb = new byte[3 * SIDE * SIDE];
                    for (int i = 0; i < SIDE * SIDE; i++) {
                        for (int channel = 0; channel < 3; channel++) {
                            rgb[3 * i + channel] = bytes[from + channel * SIDE * SIDE + i];
                        }
                    }
                    images.add(rgb);
                }
            }
        }
        return images;
    }

    private static List<byte[]> texts(Path directory) throws IOException {
        List<byte[]> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".txt"))
                    .sorted()
                    .toList()) {
                texts.add(Files.readAllBytes(file));
            }
        }
        return texts;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
