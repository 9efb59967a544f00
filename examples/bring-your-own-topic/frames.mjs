// Sends frames of traffic cameras to camera.frames, in Avro under this team's own names, and verdicts to camera.verdicts.
// With --files DIR it writes them to DIR/labelled/LABEL/ and DIR/withheld/LABEL/ instead, for 'millrace fit' and 'evaluate'.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AvroSerializer, SerdeType } from '@confluentinc/schemaregistry';
import { frame, isLabelled } from './generated.mjs';
import { makeTopics, options, registry, send } from './kafka.mjs';

const FRAMES = 'camera.frames';
const VERDICTS = 'camera.verdicts';
const SCHEMAS = {
  [FRAMES]: {
    type: 'record', name: 'Frame', namespace: 'com.example.traffic', fields: [
      { name: 'camera', type: 'string' },
      { name: 'payload', type: { type: 'record', name: 'Payload', fields: [
        { name: 'number', type: 'string' },
        { name: 'photo', type: 'bytes' },
      ] } },
    ],
  },
  [VERDICTS]: {
    type: 'record', name: 'Verdict', namespace: 'com.example.traffic', fields: [
      { name: 'frame', type: 'string' },
      { name: 'kind', type: 'string' },
    ],
  },
};

const given = options();
if (given.files) {
  for (let i = given.from; i < given.from + given.count; i++) {
    const { number, photo, label } = frame(i);
    const folder = join(given.files, isLabelled(i) ? 'labelled' : 'withheld', label);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${number}.png`), photo);
  }
} else {
  await makeTopics(FRAMES, VERDICTS);
  for (const [topic, schema] of Object.entries(SCHEMAS)) {
    await registry.register(`${topic}-value`, { schemaType: 'AVRO', schema: JSON.stringify(schema) });
  }
  const serializer = new AvroSerializer(registry, SerdeType.VALUE, { autoRegisterSchemas: false, useLatestVersion: true });
  await send(given, async (i) => {
    const { number, camera, photo, label } = frame(i);
    const records = [{ topic: FRAMES, key: camera, value: await serializer.serialize(FRAMES, { camera, payload: { number, photo } }) }];
    if (isLabelled(i)) {
      records.push({ topic: VERDICTS, key: 'ann', value: await serializer.serialize(VERDICTS, { frame: number, kind: label }) });
    }
    return records;
  });
}
