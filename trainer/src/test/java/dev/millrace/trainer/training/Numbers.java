package dev.millrace.trainer.training;

/** The numbers from 0; an example's label is 1 where it is odd. */
record Numbers(int size) implements Dataset<Integer> {

    @Override
    public Integer features(int index) {
        return index;
    }

    @Override
    public int label(int index) {
        return index % 2;
    }
}
