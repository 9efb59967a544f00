package dev.millrace.service.operations;

import dev.millrace.service.access.Access;
import dev.millrace.service.access.Grant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/**
 * Checks that consumer groups and transactional ids may be used. What the broker answers about their state does not matter: it
 * checks permissions first.
 *
 * @param access names them
 */
record IdentityCheck(Admin admin, Access access) {

    private static final int TIMEOUT_MILLIS = 10_000;

    /** A name that begins as a group of ids does; no producer has it. */
    private static final String PROBE = "access-check";

    /** @throws ExecutionException when Kafka does not answer */
    List<String> problems() throws ExecutionException, InterruptedException {
        List<String> problems = new ArrayList<>();
        Map<String, KafkaFuture<ConsumerGroupDescription>> groups = admin.describeConsumerGroups(
                        access.groups(),
                        new DescribeConsumerGroupsOptions()
                                .includeAuthorizedOperations(true)
                                .timeoutMs(TIMEOUT_MILLIS))
                .describedGroups();
        for (Map.Entry<String, KafkaFuture<ConsumerGroupDescription>> group : new TreeMap<>(groups).entrySet()) {
            if (!mayRead(group.getValue())) {
                problems.add("consumer group '" + group.getKey() + "' may not be used: required READ");
            }
        }
        for (Grant grant : access.transactionalIds()) {
            if (!mayDescribe(grant)) {
                problems.add((grant.isPrefixed() ? "transactional ids that begin with '" : "transactional id '")
                        + grant.resource().name() + "' may not be used: required " + grant.operation());
            }
        }
        return problems;
    }

    private static boolean mayRead(KafkaFuture<ConsumerGroupDescription> group)
            throws ExecutionException, InterruptedException {
        try {
            var permitted = group.get().authorizedOperations();
            return permitted == null || permitted.contains(AclOperation.READ);
        } catch (ExecutionException e) {
            return isPermitted(e, GroupAuthorizationException.class);
        }
    }

    /** Who may write transactions may describe them. */
    private boolean mayDescribe(Grant grant) throws ExecutionException, InterruptedException {
        String id = grant.isPrefixed()
                ? grant.resource().name() + PROBE
                : grant.resource().name();
        try {
            var unused = admin.describeTransactions(
                            List.of(id), new DescribeTransactionsOptions().timeoutMs(TIMEOUT_MILLIS))
                    .description(id)
                    .get();
            return true;
        } catch (ExecutionException e) {
            return isPermitted(e, TransactionalIdAuthorizationException.class);
        }
    }

    /** An answer on anything else than the permission, such as that there is no such group, means that it is there. */
    private static boolean isPermitted(ExecutionException answer, Class<? extends ApiException> refusal)
            throws ExecutionException {
        if (refusal.isInstance(answer.getCause())) {
            return false;
        }
        if (answer.getCause() instanceof TimeoutException) {
            throw answer;
        }
        return true;
    }
}
