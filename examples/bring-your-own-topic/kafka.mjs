// What the programs of this example share: connections, options, and sending at a steady rate.
import { parseArgs } from 'node:util';
import { SchemaRegistryClient } from '@confluentinc/schemaregistry';
import { Kafka, logLevel } from 'kafkajs';

export const kafka = new Kafka({
  brokers: [process.env.MILLRACE_BOOTSTRAP_SERVERS ?? 'localhost:9092'],
  logLevel: logLevel.NOTHING, // failures that kafkajs does not mend itself are thrown
});
export const registry = new SchemaRegistryClient({
  baseURLs: [process.env.MILLRACE_REGISTRY_URL ?? 'http://localhost:8081'],
});

/** The options of a producer: records --from to --from + --count - 1, --rate of them a second; --files DIR sends nothing. */
export function options() {
  const { values } = parseArgs({ options: {
    from: { type: 'string', default: '0' },
    count: { type: 'string', default: '1500' },
    rate: { type: 'string', default: '50' },
    files: { type: 'string' },
  } });
  return { from: Number(values.from), count: Number(values.count), rate: Number(values.rate), files: values.files };
}

/** Creates topics that do not exist yet. They are this team's; Millrace never creates or changes them. */
export async function makeTopics(...topics) {
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ waitForLeaders: false, topics: topics.map((topic) => ({ topic, numPartitions: 4 })) });
  for (let attempt = 1; !(await areThere(admin, topics)); attempt++) {
    if (attempt === 100) {
      throw new Error(`topics ${topics} are not there after ${attempt} attempts`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await admin.disconnect();
}

/** A topic is created before every broker knows it; kafkajs fails if it asks too early. */
async function areThere(admin, topics) {
  try {
    return Boolean(await admin.fetchTopicMetadata({ topics }));
  } catch (error) {
    if (error.type === 'UNKNOWN_TOPIC_OR_PARTITION' || error.type === 'LEADER_NOT_AVAILABLE') {
      return false;
    }
    throw error;
  }
}

/** Sends what `records(i)` returns for each number: a list of { topic, key, value }. */
export async function send({ from, count, rate }, records) {
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  const startedAt = Date.now();
  let sent = 0;
  while (sent < count) {
    const due = Math.min(count, Math.ceil(((Date.now() - startedAt) / 1000) * rate) + 1);
    const byTopic = new Map();
    for (; sent < due; sent++) {
      for (const { topic, ...message } of await records(from + sent)) {
        byTopic.set(topic, [...(byTopic.get(topic) ?? []), message]);
      }
    }
    await producer.sendBatch({ topicMessages: [...byTopic].map(([topic, messages]) => ({ topic, messages })) });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await producer.disconnect();
  console.log(`${sent} records sent in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}
