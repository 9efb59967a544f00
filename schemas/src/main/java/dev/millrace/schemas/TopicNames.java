package dev.millrace.schemas;

import java.util.List;

/** The topics of one Millrace installation: fixed names after a common prefix, which may be empty. */
public record TopicNames(String prefix) {

    /** Images to classify. */
    public String images() {
        return prefix + "images";
    }

    /** Reviews to classify. */
    public String reviews() {
        return prefix + "reviews";
    }

    /** Labels of images that arrive later. */
    public String imageLabels() {
        return prefix + "image-labels";
    }

    /** Labels of reviews that arrive later. */
    public String reviewLabels() {
        return prefix + "review-labels";
    }

    /** Images with labels: the training data. */
    public String labelledImages() {
        return prefix + "labelled-images";
    }

    /** Reviews with labels: the training data. */
    public String labelledReviews() {
        return prefix + "labelled-reviews";
    }

    /** Predictions for images. */
    public String imagePredictions() {
        return prefix + "image-predictions";
    }

    /** Predictions for reviews. */
    public String reviewPredictions() {
        return prefix + "review-predictions";
    }

    /** Manifests and chunks of all versions. */
    public String models() {
        return prefix + "models";
    }

    /** Which versions serve. */
    public String modelAliases() {
        return prefix + "model-aliases";
    }

    /** Commands to the trainers. */
    public String commands() {
        return prefix + "commands";
    }

    /** One record per training run. */
    public String trainingRuns() {
        return prefix + "training-runs";
    }

    /** Operators' decisions on labels. */
    public String labelApprovals() {
        return prefix + "label-approvals";
    }

    /** Records that could not be classified, and notes on replays. */
    public String deadLetters() {
        return prefix + "dead-letters";
    }

    /** Where a task's records are that Millrace defines itself: {@code images} for the task {@code image}. */
    public String input(String task) {
        return prefix + plural(task);
    }

    /** Where a task's late labels are. */
    public String labels(String task) {
        return prefix + task + "-labels";
    }

    /** Where a task's training examples accumulate. */
    public String labelled(String task) {
        return prefix + "labelled-" + plural(task);
    }

    /** Where a task's predictions go. */
    public String predictions(String task) {
        return prefix + task + "-predictions";
    }

    /** The topics that every installation has, whatever its tasks. */
    public List<String> system() {
        return List.of(models(), modelAliases(), commands(), trainingRuns(), labelApprovals(), deadLetters());
    }

    /** The two tasks of the default configuration have had their topics in the plural from the beginning. */
    private static String plural(String task) {
        return task.equals("image") || task.equals("review") ? task + "s" : task;
    }

    /** All topics of an installation with the default tasks. */
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
                labelApprovals(),
                deadLetters());
    }
}
