package dev.millrace.schemas;

import java.util.List;

/** The topics of one Millrace installation: fixed names behind a common prefix, which may be empty. */
public record TopicNames(String prefix) {

    public String images() {
        return prefix + "images";
    }

    public String reviews() {
        return prefix + "reviews";
    }

    public String imageLabels() {
        return prefix + "image-labels";
    }

    public String reviewLabels() {
        return prefix + "review-labels";
    }

    public String labelledImages() {
        return prefix + "labelled-images";
    }

    public String labelledReviews() {
        return prefix + "labelled-reviews";
    }

    public String imagePredictions() {
        return prefix + "image-predictions";
    }

    public String reviewPredictions() {
        return prefix + "review-predictions";
    }

    public String models() {
        return prefix + "models";
    }

    public String modelAliases() {
        return prefix + "model-aliases";
    }

    public String commands() {
        return prefix + "commands";
    }

    public String trainingRuns() {
        return prefix + "training-runs";
    }

    public String deadLetters() {
        return prefix + "dead-letters";
    }

    public List<String> all() {
        return List.of(
                images(),
                reviews(),
                imageLabels(),
                reviewLabels(),
                labelledImages(),
                labelledReviews(),
                imagePredictions(),
                reviewPredictions(),
                models(),
                modelAliases(),
                commands(),
                trainingRuns(),
                deadLetters());
    }
}
