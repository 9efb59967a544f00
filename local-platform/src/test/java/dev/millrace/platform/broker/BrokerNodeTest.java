package dev.millrace.platform.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerNodeTest {

    @Test
    void readsWhatItWrites() {
        BrokerNode single = BrokerNode.single(9092, 9093);
        BrokerNode second = new BrokerNode(2, 1, List.of(2, 3, 4), List.of(5, 6));

        assertThat(BrokerNode.parse(single.arguments())).isEqualTo(single);
        assertThat(BrokerNode.parse(second.arguments())).isEqualTo(second);
    }

    @Test
    void refusesAnIdWithoutAControllerAndHalfAListener() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BrokerNode(2, 1, List.of(2), List.of()))
                .withMessageContaining("from 1 to 1, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BrokerNode(1, 1, List.of(2), List.of(3)))
                .withMessageContaining("two ports");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BrokerNode.parse(List.of("1")))
                .withMessageContaining("got 1 arguments");
    }
}
