package dev.millrace.benchmarks.stream;

/**
 * One preloaded round of a subject.
 *
 * @param perSecond records per second
 * @param cpuMicros processor time of its process in microseconds per record
 */
record Round(double perSecond, double cpuMicros) {}
