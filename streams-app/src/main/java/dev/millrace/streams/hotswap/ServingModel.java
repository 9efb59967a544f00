package dev.millrace.streams.hotswap;

import dev.millrace.model.LoadedModel;

/** A loaded model under the version that its predictions are stamped with. Two are the same only if they are one object. */
public final class ServingModel<T> {

    private final String version;
    private final LoadedModel<T> loaded;

    public ServingModel(String version, LoadedModel<T> loaded) {
        this.version = version;
        this.loaded = loaded;
    }

    public String version() {
        return version;
    }

    public LoadedModel<T> loaded() {
        return loaded;
    }
}
