// Reads lines of a schema's name and a record in base64; decodes each by NAME.avsc in the folder given, and prints it encoded again.
const fs = require('fs');
const path = require('path');
const avro = require(path.resolve(process.argv[2], 'node_modules', 'avsc'));
const folder = process.argv[3];

// A parser of its own for each file, as a client has that was given only this one.
const parse = (name) => avro.Type.forSchema(JSON.parse(fs.readFileSync(path.join(folder, name + '.avsc'), 'utf8')));

for (const line of fs.readFileSync(0, 'utf8').split('\n').filter((text) => text.length > 0)) {
  const [name, record] = line.split(' ');
  const type = parse(name);
  const value = type.fromBuffer(Buffer.from(record, 'base64'));
  console.log(type.toBuffer(value).toString('base64'));
}
