package dev.millrace.cli.accounting;

/** Counts one version's predictions. Not thread-safe. */
final class VersionTally {

    private final String version;
    private long predictions;
    private long judged;
    private long right;

    VersionTally(String version) {
        this.version = version;
    }

    void predicted() {
        predictions++;
    }

    void judged(boolean isRight) {
        judged++;
        right += isRight ? 1 : 0;
    }

    VersionReport report() {
        return new VersionReport(version, predictions, judged, judged == 0 ? 0 : (double) right / judged);
    }
}
