package dev.millrace.cli.data;

import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/** Generated reviews: a few template sentences, most with the review's opinion, some with the opposite one. */
public final class GeneratedReviews implements Samples {

    private static final double CONTRADICTION = 0.2;

    private static final List<String> THINGS = List.of(
            "plot",
            "acting",
            "camera",
            "score",
            "script",
            "ending",
            "cast",
            "pace",
            "dialogue",
            "first half",
            "lighting",
            "story",
            "lead",
            "villain",
            "soundtrack",
            "editing",
            "humour",
            "atmosphere",
            "setting",
            "costume design");
    private static final List<String> PRAISE = List.of(
            "wonderful",
            "moving",
            "brilliant",
            "a delight",
            "superb",
            "clever",
            "charming",
            "gripping",
            "excellent",
            "unforgettable",
            "warm",
            "funny");
    private static final List<String> BLAME = List.of(
            "awful",
            "boring",
            "a mess",
            "dull",
            "terrible",
            "clumsy",
            "a waste of time",
            "tedious",
            "lifeless",
            "predictable",
            "weak",
            "annoying");
    private static final List<String> OPENINGS = List.of(
            "I watched this on a train and",
            "My brother said that",
            "Two hours long, and",
            "To be fair,",
            "After all the talk,",
            "For a second film,",
            "As a fan of the book I think",
            "On a rainy Sunday",
            "Honestly,",
            "Compared with the original");
    private static final List<String> VERBS = List.of("is", "was", "seemed", "turned out");

    private final int size;
    private final long seed;

    /** @param seed determines every review */
    public GeneratedReviews(int size, long seed) {
        this.size = size;
        this.seed = seed;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Sample get(int index) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + index);
        boolean praises = random.nextBoolean();
        StringJoiner text = new StringJoiner(" ");
        text.add("Review " + index + ".");
        for (int sentence = 5 + random.nextInt(8); sentence > 0; sentence--) {
            text.add(sentence(praises != random.nextDouble() < CONTRADICTION, random));
        }
        return Sample.text(praises ? "pos" : "neg", text.toString());
    }

    private static String sentence(boolean praises, SplittableRandom random) {
        return String.join(
                        " ",
                        pick(OPENINGS, random),
                        "the " + pick(THINGS, random),
                        pick(VERBS, random),
                        pick(praises ? PRAISE : BLAME, random))
                + ".";
    }

    private static String pick(List<String> words, SplittableRandom random) {
        return words.get(random.nextInt(words.size()));
    }

    @Override
    public String origin() {
        return "generated texts";
    }

    @Override
    public void close() {}
}
