// Sends tickets of a help desk to support.tickets, in plain JSON, and verdicts to support.verdicts.
// With --files DIR it writes them to DIR/labelled.tsv and DIR/withheld.tsv instead, for 'millrace fit' and 'evaluate'.
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isLabelled, ticket } from './generated.mjs';
import { makeTopics, options, send } from './kafka.mjs';

const TICKETS = 'support.tickets';
const VERDICTS = 'support.verdicts';

const given = options();
if (given.files) {
  mkdirSync(given.files, { recursive: true });
  for (let i = given.from; i < given.from + given.count; i++) {
    const { body, label } = ticket(i);
    appendFileSync(join(given.files, isLabelled(i) ? 'labelled.tsv' : 'withheld.tsv'), `${label}\t${body}\n`);
  }
} else {
  await makeTopics(TICKETS, VERDICTS);
  await send(given, async (i) => {
    const { number, desk, body, label } = ticket(i);
    const records = [{ topic: TICKETS, key: desk, value: JSON.stringify({ number, body }) }];
    if (isLabelled(i)) {
      records.push({ topic: VERDICTS, key: 'ben', value: JSON.stringify({ ticket: number, truth: label }) });
    }
    return records;
  });
}
