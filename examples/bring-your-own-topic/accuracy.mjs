// Compares the predictions of records whose label nobody sent with that label, for each model version.
// node accuracy.mjs frames|tickets [--from N]: judges records from number N on. Ends when each record has its prediction.
import { AvroDeserializer, SerdeType } from '@confluentinc/schemaregistry';
import { frame, isLabelled, ticket } from './generated.mjs';
import { kafka, registry } from './kafka.mjs';

const avro = new AvroDeserializer(registry, SerdeType.VALUE, {});
const TASKS = {
  frames: {
    input: 'camera.frames',
    predictions: 'camera.frames.classified',
    read: (topic, message) => avro.deserialize(topic, message.value, message.headers),
    numberOf: (value) => value.payload.number,
    labelOf: (i) => frame(i).label,
  },
  tickets: {
    input: 'support.tickets',
    predictions: 'support.tickets.classified',
    read: (topic, message) => JSON.parse(message.value),
    numberOf: (value) => value.number,
    labelOf: (i) => ticket(i).label,
  },
};

/** Reads the committed records of a topic from the beginning until `take(message, partition)` returns true. */
async function read(topic, take) {
  const consumer = kafka.consumer({ groupId: `accuracy-${topic}-${process.pid}`, readUncommitted: false });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    consumer.run({
      autoCommit: false,
      eachMessage: async ({ message, partition }) => {
        if (await take(message, partition)) {
          resolve();
        }
      },
    }).catch(reject);
  });
  await consumer.disconnect();
}

async function countOf(topic) {
  const admin = kafka.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  return offsets.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
}

const task = TASKS[process.argv[2]];
if (!task) {
  throw new Error(`required frames or tickets, got '${process.argv[2]}'`);
}
const from = process.argv[3] === '--from' ? Number(process.argv[4]) : 0;
const count = await countOf(task.input);
const numbers = new Map();
await read(task.input, async (message, partition) => {
  const number = task.numberOf(await task.read(task.input, message));
  numbers.set(`${partition}@${message.offset}`, Number(number.slice(number.lastIndexOf('-') + 1)));
  return numbers.size === count;
});
const answered = new Set();
const versions = new Map();
await read(task.predictions, async (message) => {
  const { label, model, input } = await task.read(task.predictions, message);
  const coordinates = `${input.partition}@${input.offset}`;
  if (answered.has(coordinates)) {
    throw new Error(`record ${coordinates} was answered twice`);
  }
  const number = numbers.get(coordinates);
  if (number === undefined) {
    return false; // sent after this program began
  }
  answered.add(coordinates);
  if (number >= from && !isLabelled(number)) {
    const tally = versions.get(model.version) ?? { judged: 0, right: 0 };
    tally.judged++;
    tally.right += label === task.labelOf(number) ? 1 : 0;
    versions.set(model.version, tally);
  }
  return answered.size === count;
});
for (const [version, { judged, right }] of [...versions].sort()) {
  console.log(JSON.stringify({ version, judged, accuracy: Number((right / judged).toFixed(3)) }));
}
