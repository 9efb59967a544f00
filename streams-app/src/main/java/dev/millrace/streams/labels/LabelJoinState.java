package dev.millrace.streams.labels;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * What a stream task stores for the join: events, which wait for labels, and labels, which wait for events.
 *
 * @param events with the labels that they were joined with
 * @param labels that found no event so far
 */
record LabelJoinState(EventBuffer events, WaitingLabels labels) {

    static LabelJoinState of(ProcessorContext<?, ?> context, LabelStores stores, LabelMetrics metrics) {
        StateValue values = new StateValue(metrics, stores.task());
        return new LabelJoinState(
                new EventBuffer(context.getStateStore(stores.events()), stores.window(), values),
                new WaitingLabels(
                        context.getStateStore(stores.labels()),
                        context.getStateStore(stores.arrivals()),
                        stores.window(),
                        values));
    }
}
