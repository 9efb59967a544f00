package dev.millrace.benchmarks.stream;

/**
 * One preloaded round of a subject.
 *
 * @param perSecond records a second
 * @param cpuMicros microseconds of processor time of its process a record
 */
record Round(double perSecond, double cpuMicros) {}
