package dev.millrace.modelregistry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.model.spec.DefaultTasks;
import dev.millrace.records.ModelAlias;
import dev.millrace.records.OperatorAlias;
import dev.millrace.records.TrainerAlias;
import org.junit.jupiter.api.Test;

final class UnreadableAliasTest {

    private static final String TRAINER = "image/trainer";
    private static final String OPERATOR = "image/operator";
    private static final ModelAlias CHAMPION = new ModelAlias(new TrainerAlias("000001-aaaaaaaa", null));
    private static final ModelAlias PIN = new ModelAlias(new OperatorAlias("000002-bbbbbbbb", "a test", 0L, null));

    private final ModelIndex index = new ModelIndex();

    @Test
    void noAliasAtAllIsReadable() {
        index.accept(TRAINER, (ModelAlias) null);

        assertThat(index.catalog().unreadableAlias(DefaultTasks.IMAGE)).isEmpty();
    }

    @Test
    void namesTheTrainersAlias() {
        index.accept(TRAINER, CHAMPION);
        index.acceptUnreadableAlias(TRAINER);

        assertThat(index.catalog().unreadableAlias(DefaultTasks.IMAGE)).hasValue(TRAINER);
        assertThat(index.catalog().unreadableAlias(DefaultTasks.REVIEW)).isEmpty();
        assertThat(index.catalog().trainerAlias(DefaultTasks.IMAGE)).isEmpty();
    }

    @Test
    void namesAnAliasUnderTheOthersKey() {
        index.accept(TRAINER, PIN);

        assertThat(index.catalog().unreadableAlias(DefaultTasks.IMAGE)).hasValue(TRAINER);
    }

    @Test
    void theOperatorsAliasDecidesOverTheTrainers() {
        index.acceptUnreadableAlias(TRAINER);
        index.accept(OPERATOR, PIN);
        assertThat(index.catalog().unreadableAlias(DefaultTasks.IMAGE)).isEmpty();

        index.accept(TRAINER, CHAMPION);
        index.acceptUnreadableAlias(OPERATOR);
        assertThat(index.catalog().unreadableAlias(DefaultTasks.IMAGE)).hasValue(OPERATOR);
    }

    @Test
    void aLaterRecordOrTombstoneRepairsIt() {
        index.acceptUnreadableAlias(TRAINER);
        index.acceptUnreadableAlias(OPERATOR);

        index.accept(TRAINER, CHAMPION);
        index.accept(OPERATOR, (ModelAlias) null);

        assertThat(index.catalog().unreadableAlias(DefaultTasks.IMAGE)).isEmpty();
    }
}
